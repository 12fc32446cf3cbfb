import { z } from 'zod';
import type { AlertMessage } from '../../domain/watch/alert.ts';
import { idOfLabels, Labels, MOST_ALERTS, TheirInstant, told } from './common.ts';

const Alert = z.object({
	status: z.enum(['firing', 'resolved']),
	labels: Labels,
	annotations: Labels.default({}),
	startsAt: TheirInstant.nullish(),
	endsAt: TheirInstant.nullish(),
	fingerprint: z.string().min(1).optional(),
});
const alerts = z.array(Alert).max(MOST_ALERTS, `Expected at most ${MOST_ALERTS} alerts`);

/** https://prometheus.io/docs/alerting/latest/configuration/#webhook_config */
export const AlertmanagerMessage = z
	.object({ version: z.literal('4'), alerts })
	.transform(messageOf)
	.meta({ id: 'AlertmanagerMessage' });

/** Its fields are Alertmanager's; the version is one of its own. */
export const GrafanaMessage = z.object({ alerts }).transform(messageOf).meta({ id: 'GrafanaMessage' });

function messageOf(message: { alerts: z.output<typeof Alert>[] }): AlertMessage {
	return {
		told: message.alerts.map(({ status, labels, annotations, startsAt, endsAt, fingerprint }, i) => {
			const firing = status === 'firing';
			return told({
				pointer: `/alerts/${i}`,
				id: fingerprint ?? idOfLabels(labels),
				firing,
				title: labels.alertname ?? '',
				detail: annotations.summary ?? annotations.description ?? annotations.message ?? '',
				labels,
				startedAt: startsAt ?? null,
				// When a message was sent, nothing in it says.
				at: firing ? null : (endsAt ?? null),
			});
		}),
		ignored: [],
	};
}

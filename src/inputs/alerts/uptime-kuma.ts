import { z } from 'zod';
import type { AlertMessage } from '../../domain/watch/alert.ts';
import { ignoring, meant, told } from './common.ts';

/** As Uptime Kuma counts them; 2 is pending, 3 under maintenance. */
const DOWN = 0;
const UP = 1;
const MOST_TAGS = 200;

const Tag = z.object({ name: z.string(), value: z.string().nullish() });
const Monitor = z.object({
	id: z.union([z.number(), z.string()], 'Expected a text or a number'),
	name: z.string(),
	tags: z.array(z.unknown()).max(MOST_TAGS, `Expected at most ${MOST_TAGS} tags`).nullish(),
});
const Heartbeat = z.object({
	status: z.int(),
	time: z.string().nullish().meta({ description: 'Of UTC.', example: '2026-11-20 16:30:00.000' }),
	msg: z.string().nullish(),
});

/** A notification of Uptime Kuma: webhook, as JSON. A test has neither monitor nor heartbeat. */
export const UptimeKumaMessage = z
	.object({ monitor: Monitor.nullable(), heartbeat: Heartbeat.nullable(), msg: z.string().nullish() })
	.transform(messageOf)
	.meta({ id: 'UptimeKumaMessage' });

interface Written {
	monitor: z.output<typeof Monitor> | null;
	heartbeat: z.output<typeof Heartbeat> | null;
	msg?: string | null | undefined;
}

function messageOf({ monitor, heartbeat, msg }: Written): AlertMessage {
	if (monitor === null || heartbeat === null) return ignoring(msg ?? '', 'It says of no monitor whether it is up');
	const { status, time } = heartbeat;
	if (status !== DOWN && status !== UP) return ignoring(monitor.name, 'The monitor is neither up nor down');
	const at = meant(Date.parse(`${time?.replace(' ', 'T')}Z`));
	const tags = (monitor.tags ?? []).flatMap((one) => {
		const tag = Tag.safeParse(one);
		return tag.success ? [[tag.data.name, tag.data.value ?? '']] : [];
	});
	const labels: Record<string, string> = Object.fromEntries([...tags, ['monitor', monitor.name]]);
	const alert = { pointer: '', id: String(monitor.id), firing: status === DOWN, title: monitor.name };
	return { told: [told({ ...alert, detail: heartbeat.msg ?? '', labels, startedAt: null, at })], ignored: [] };
}

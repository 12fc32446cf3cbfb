import { z } from 'zod';
import type { AlertMessage } from '../../domain/watch/alert.ts';
import { ignoring, meant, told } from './common.ts';

/** What Datadog writes for $ALERT_TRANSITION; "Renotify" repeats what was said. */
const firing = ['triggered', 're-triggered', 'warn', 're-warn', 'no data', 're-no data', 'renotify'];
const resolved = ['recovered'];
const MOST_TAGS = 200;

/** Its webhook sends what its payload says: the one of docs/alerts.md. */
export const DatadogMessage = z
	.object({
		id: z.string().min(1).meta({ description: '`$AGGREG_KEY`', example: '9bd4ac313a4d1e8fae2482df7b77628' }),
		transition: z.string().meta({ description: '`$ALERT_TRANSITION`', example: 'Triggered' }),
		title: z.string().meta({ description: '`$ALERT_TITLE`' }),
		text: z.string().default('').meta({ description: '`$TEXT_ONLY_MSG`' }),
		tags: z.string().default('').meta({ description: '`$TAGS`', example: 'service:api, env:production' }),
		date: z
			.union([z.string(), z.number()], 'Expected a text or a number')
			.optional()
			.meta({ description: '`$DATE`, in milliseconds', example: '1780000000000' }),
	})
	.transform(messageOf)
	.meta({ id: 'DatadogMessage' });

interface Written {
	id: string;
	transition: string;
	title: string;
	text: string;
	tags: string;
	date?: string | number | undefined;
}

function messageOf({ id, transition, title, text, tags, date }: Written): AlertMessage {
	const said = transition.trim().toLowerCase();
	if (![...firing, ...resolved].includes(said)) return ignoring(title, 'This transition begins and ends nothing');
	const at = meant(Number(date));
	const alert = { pointer: '', id, firing: firing.includes(said), title, detail: text, labels: labelsOf(tags) };
	return { told: [told({ ...alert, startedAt: null, at })], ignored: [] };
}

/** "service:api, env:production, urgent": what has no value has an empty one. */
function labelsOf(tags: string): Record<string, string> {
	const pairs = tags.split(',', MOST_TAGS).flatMap((tag) => {
		const [, name = '', value = ''] = /^([^:]*):?(.*)$/s.exec(tag.trim()) ?? [];
		return name === '' ? [] : [[name, value]];
	});
	return Object.fromEntries(pairs) as Record<string, string>;
}

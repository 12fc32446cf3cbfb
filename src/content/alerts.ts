import { z } from 'zod';
import { alertKinds } from '../domain/watch/alert.ts';
import { partnerSource } from '../domain/watch/observation.ts';
import { slug } from './slug.ts';

/** `alerts:` of site.yaml: what may send alerts to `/api/v1/alerts/{name}`. */
export const AlertSources = z
	.array(
		z.strictObject({
			name: slug('prometheus')
				.max(60)
				.refine((name) => name !== partnerSource, `Expected another name than "${partnerSource}"`),
			kind: z.enum(alertKinds),
		}),
	)
	.superRefine((all, context) => {
		for (const [i, { name }] of all.entries()) {
			if (all.findIndex((one) => one.name === name) === i) continue;
			context.addIssue({
				code: 'custom',
				path: [i, 'name'],
				message: `Expected a name that is used once: "${name}" is taken`,
			});
		}
	});

const Value = z
	.union([z.string(), z.number(), z.boolean()], 'Expected a text')
	.transform(String)
	.refine((value) => value !== '', 'Expected a text that is not empty');

/** `alerts:` of a component in components.yaml, as the domain knows it. */
export const AlertsOfComponent = z
	.strictObject({
		match: z
			.record(z.string(), Value)
			.refine((labels) => Object.keys(labels).length > 0, 'Expected at least one label, such as "service: api"'),
		when_failing: z.enum(['set', 'propose']).default('propose'),
		status: z.enum(['degraded_performance', 'partial_outage', 'major_outage']).default('major_outage'),
	})
	.transform(({ match, when_failing, status }) => ({ match, sets: when_failing === 'set', status }));

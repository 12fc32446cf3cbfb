import { z } from 'zod';
import { componentStatuses } from '../domain/component.ts';
import { criticalities, impacts, incidentStatuses } from '../domain/incidents/incident.ts';
import { INSTANTS, isMeant } from '../domain/instant.ts';
import { maintenanceStatuses } from '../domain/maintenance/maintenance.ts';
import { type Audience, audiences } from '../domain/notices/notice.ts';

export const Slug = z.string().meta({ example: 'operator-desk' });
export const ComponentStatus = z.enum(componentStatuses).meta({ id: 'ComponentStatus' });
export const IncidentStatus = z.enum(incidentStatuses).meta({ id: 'IncidentStatus' });
export const MaintenanceStatus = z.enum(maintenanceStatuses).meta({ id: 'MaintenanceStatus' });
export const Impact = z.enum(impacts).meta({ id: 'Impact' });
export const Criticality = z.enum(criticalities).meta({ description: "The SLA's own scale." });

export const InstantInput = z.iso
	.datetime({ offset: true, error: 'Expected an instant with an offset, such as "2026-11-20T16:30:00-03:00"' })
	.transform((text) => Date.parse(text))
	.refine(isMeant, INSTANTS)
	.meta({ type: 'string', format: 'date-time', example: '2026-11-20T16:30:00-03:00' });
export const InstantOrNull = InstantInput.nullable().meta({ type: ['string', 'null'] });

export const StatusByComponent = z
	.record(z.string().regex(/^[\w-]+$/, 'Expected the slug of a component'), ComponentStatus)
	.meta({ description: 'Slug to status.', example: { 'message-delivery': 'partial_outage' } });

/** Null for our own. */
export const Cause = z
	.string()
	.meta({ description: '`own`, or the slug of the partner that caused it.', example: 'own' })
	.transform((cause) => (cause === 'own' ? null : cause));

export const Notify = z
	.union([z.enum(audiences), z.boolean()])
	.transform((given): Audience => (typeof given === 'string' ? given : given ? 'components' : 'nobody'))
	.meta({
		description:
			'Who hears of it: subscribers who chose its components or all (`components`, unless said), `all` who chose such news, or `nobody`. True is `components`, false is `nobody`. The ledger keeps it.',
		example: 'components',
	});
export const NotifyOfEdit = Notify.meta({
	description:
		'As elsewhere; unless said, `nobody` hears of an edit that only adds languages which the text lacked, and else `components`.',
	example: 'components',
});

type InOurWords<Name> = Name extends `${infer First}_${infer Rest}` ? `${First}${Capitalize<InOurWords<Rest>>}` : Name;
type OurWords<Input> = { [Name in keyof Input as InOurWords<Name>]: Input[Name] };

/** The same fields under the names that the domain has for them: `accepted_at` is `acceptedAt`. */
export function inOurWords<Input extends object>(input: Input): OurWords<Input> {
	const entries = Object.entries(input).map(([name, value]) => [
		name.replaceAll(/_(.)/g, (_, letter: string) => letter.toUpperCase()),
		value,
	]);
	return Object.fromEntries(entries) as OurWords<Input>;
}

/** Whether anything but the reason was given. */
export function changesSomething({ reason: _, notify: __, ...facts }: { reason?: unknown; notify?: unknown }): boolean {
	return Object.keys(facts).length > 0;
}

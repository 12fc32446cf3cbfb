import { z } from '@hono/zod-openapi';
import { maintenanceStatuses } from '../domain/maintenance/maintenance.ts';
import {
	Amended,
	BodyInput,
	ComponentStatus,
	ExternalId,
	editOf,
	Id,
	Instant,
	InstantInput,
	Redactions,
	Retraction,
	Slug,
	Text,
	TitleInput,
} from './schemas.ts';
import { needsWording, wordingFields } from './templates.ts';

const Status = z.enum(maintenanceStatuses).openapi('MaintenanceStatus');
const Slugs = z
	.array(Slug)
	.min(1, 'Expected at least one component')
	.refine((slugs) => new Set(slugs).size === slugs.length, 'Expected each component once')
	.openapi({ example: ['message-history', 'reports'] });

const Automatic = z.boolean().openapi({
	description: 'Starts and ends at its planned instants by itself; otherwise updates say so.',
});
const Dates = z.array(z.iso.date('Expected a date such as "2026-12-27"')).max(366, 'Expected at most 366 dates');

const needsTitle = needsWording('title');
const needsBody = needsWording('body');

export const NewMaintenance = z
	.strictObject({
		...wordingFields,
		components: Slugs,
		planned_start: InstantInput,
		planned_end: InstantInput,
		automatic: Automatic.optional().openapi({
			description:
				'Starts and ends at its planned instants by itself; otherwise updates say so. Unless given, it does where the window is not over.',
		}),
		rrule: z.string().trim().min(1, 'Expected a rule').max(500, 'Expected at most 500 characters').optional().openapi({
			description:
				'By which it comes again (RFC 5545, without `DTSTART`): the next twelve occurrences are scheduled at once, others as time goes by. `planned_start` and `planned_end` are the first one if the rule gives it; the clock is that of the site.',
			example: 'FREQ=WEEKLY;BYDAY=SU',
		}),
		exceptions: Dates.optional().openapi({
			description: 'Dates by the calendar of the site on which the rule gives no occurrence.',
			example: ['2026-12-27'],
		}),
	})
	.refine(({ rrule, exceptions }) => rrule !== undefined || exceptions === undefined, {
		path: ['exceptions'],
		error: 'Expected a rule that they are exceptions to',
	})
	.refine(needsTitle.isThere, needsTitle.flaw)
	.refine(needsBody.isThere, needsBody.flaw)
	.openapi('NewMaintenance');
export type NewMaintenance = z.infer<typeof NewMaintenance>;

export const MaintenanceChange = z
	.strictObject({
		title: TitleInput.optional(),
		components: Slugs.optional(),
		planned_start: InstantInput.optional(),
		planned_end: InstantInput.optional(),
		automatic: Automatic.optional(),
		reason: BodyInput.optional().openapi({ description: 'Published with the change. A moved window needs one.' }),
	})
	.refine(({ reason: _, ...facts }) => Object.keys(facts).length > 0, 'Expected at least one change')
	.openapi('MaintenanceChange', {
		example: { planned_end: '2026-11-21T05:00:00-03:00', reason: 'La migración es más larga de lo previsto.' },
	});
export type MaintenanceChange = z.infer<typeof MaintenanceChange>;

export const NewMaintenanceUpdate = z
	.strictObject({
		status: Status,
		body: BodyInput,
		happened_at: InstantInput.optional().openapi({ description: 'Unless given, now.' }),
	})
	.openapi('NewMaintenanceUpdate');

export const MaintenanceUpdateChange = z
	.strictObject({
		body: BodyInput.optional(),
		status: Status.optional().openapi({ description: 'Of the same kind: what begins and ends the work is posted.' }),
		happened_at: InstantInput.optional().openapi({
			description: 'The actual window follows the updates that began and ended the work.',
		}),
		reason: BodyInput.optional().openapi({ description: 'Public.' }),
	})
	.refine(({ reason: _, ...facts }) => Object.keys(facts).length > 0, 'Expected at least one change')
	.openapi('MaintenanceUpdateChange', { example: { body: 'Cambiamos el disco de la réplica.' } });

export const MaintenanceReopening = z
	.strictObject({
		body: BodyInput.optional(),
		reason: BodyInput.optional().openapi({ description: 'The same as `body`.' }),
		status: Status.exclude(['completed', 'cancelled'])
			.optional()
			.openapi({ description: 'Unless given, `in_progress`, or `scheduled` where the work never began.' }),
		happened_at: InstantInput.optional().openapi({ description: 'Unless given, now.' }),
	})
	.refine(({ body, reason }) => (body === undefined) !== (reason === undefined), {
		path: ['body'],
		error: 'Expected either a body or a reason, which is published as the update',
	})
	.openapi('MaintenanceReopening', { example: { reason: 'La migración no quedó completa.' } });

const Occurrences = z
	.array(z.strictObject({ id: Id, planned_start: Instant, planned_end: Instant }))
	.openapi({ description: 'The next twelve that are scheduled, the next one first. Each is a maintenance.' });

const Rrule = z.string().openapi({ example: 'FREQ=WEEKLY;BYDAY=SU' });
const Exceptions = z.array(z.string().openapi({ format: 'date' }));

export const Maintenance = z
	.strictObject({
		id: Id,
		external_id: ExternalId,
		number: z.int(),
		title: Text,
		status: Status,
		components: z.array(z.strictObject({ slug: Slug, name: z.string(), status: ComponentStatus })),
		planned_start: Instant,
		planned_end: Instant.nullable().openapi({ description: 'Null where nobody said until when.' }),
		overdue_since: Instant.nullable().openapi({
			description:
				'The end that binds, once it has passed while work goes on: the last one that was set before it passed. An end that was set later is `planned_end`. Null for work that is not late.',
		}),
		started_at: Instant.nullable(),
		ended_at: Instant.nullable(),
		published_at: Instant,
		redactions: Redactions,
		retraction: Retraction,
		automatic: z.boolean(),
		series: z
			.strictObject({ id: Id, rrule: Rrule, exceptions: Exceptions, occurrences: Occurrences })
			.nullable()
			.openapi({ description: 'The series that it is an occurrence of.' }),
		overlaps: z.array(Id).openapi({
			description: 'Pending maintenances that are planned for one of its components at the same time.',
		}),
		reminders: z
			.array(z.strictObject({ before_seconds: z.int(), due_at: Instant, recorded_at: Instant.nullable() }))
			.openapi({ description: 'The first one first; `recorded_at` is null for those to come.' }),
		inside_window: z
			.enum(['inside', 'partly_outside', 'outside'])
			.nullable()
			.openapi({ description: 'Whether the plan keeps to the window of the SLA; null where there is no SLA.' }),
		updates: z
			.array(
				z.strictObject({
					id: Id,
					status: Status,
					body: Text,
					happened_at: Instant,
					published_at: Instant,
					amended: Amended,
					edits: z.array(editOf(Status)).openapi({
						description: 'What it said before each edit, until when, and why it was edited; oldest first.',
					}),
				}),
			)
			.openapi({ description: 'Newest first.' }),
		url: z.string().openapi({ format: 'uri', description: 'Its public page.' }),
	})
	.openapi('Maintenance');

export const MaintenanceList = z.strictObject({ maintenances: z.array(Maintenance) });

export const MaintenanceSeries = z
	.strictObject({
		id: Id,
		title: Text,
		body: Text,
		components: z.array(z.strictObject({ slug: Slug, name: z.string() })),
		rrule: Rrule,
		time_zone: z.string().openapi({ description: 'Whose clock the rule means.', example: 'America/Sao_Paulo' }),
		exceptions: Exceptions,
		automatic: z.boolean(),
		published_at: Instant,
		ended_at: Instant.nullable().openapi({ description: 'Null while there may be more.' }),
		occurrences: Occurrences,
	})
	.openapi('MaintenanceSeries');

export const MaintenanceSeriesList = z.strictObject({ maintenance_series: z.array(MaintenanceSeries) });

import { z } from '@hono/zod-openapi';
import { ComponentStatus, MaintenanceStatus, Slug } from '../inputs/fields.ts';
import { Amended, ExternalId, editOf, Id, Instant, Redactions, Retraction, Text } from './schemas.ts';

const Occurrences = z
	.array(z.strictObject({ id: Id, planned_start: Instant, planned_end: Instant }))
	.openapi({ description: 'The next twelve that are scheduled, the next one first. Each is a maintenance.' });

const Rrule = z.string().openapi({ example: 'FREQ=WEEKLY;BYDAY=SU' });
const Exceptions = z.array(z.string().openapi({ format: 'date' }));

const WindowVerdict = z.enum(['inside', 'partly_outside', 'outside']).nullable();

export const Maintenance = z
	.strictObject({
		id: Id,
		external_id: ExternalId,
		number: z.int(),
		title: Text,
		status: MaintenanceStatus,
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
		inside_window: WindowVerdict.openapi({
			description:
				'Whether the work keeps to the window of the SLA, which is for preventive work: by its real start and end once it has begun and ended, else by its plan; null for an emergency, and where there is no SLA.',
		}),
		plan_inside_window: WindowVerdict.openapi({ description: 'The same of the plan alone, whatever was done.' }),
		emergency: z.boolean().openapi({
			description:
				'Was it announced after it began, or after its planned start? Then it is not deducted from any uptime, and the report says it apart from preventive work.',
		}),
		updates: z
			.array(
				z.strictObject({
					id: Id,
					status: MaintenanceStatus,
					body: Text,
					happened_at: Instant,
					published_at: Instant,
					amended: Amended,
					edits: z.array(editOf(MaintenanceStatus)).openapi({
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

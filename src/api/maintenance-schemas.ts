import { z } from '@hono/zod-openapi';
import { maintenanceStatuses } from '../domain/maintenance.ts';
import { Amended, BodyInput, ComponentStatus, Id, Instant, InstantInput, Slug, Text, TitleInput } from './schemas.ts';

const Status = z.enum(maintenanceStatuses).openapi('MaintenanceStatus');
const Slugs = z
	.array(Slug)
	.min(1, 'Expected at least one component')
	.refine((slugs) => new Set(slugs).size === slugs.length, 'Expected each component once')
	.openapi({ example: ['message-history', 'reports'] });

export const NewMaintenance = z
	.strictObject({
		title: TitleInput,
		body: BodyInput,
		components: Slugs,
		planned_start: InstantInput,
		planned_end: InstantInput,
	})
	.openapi('NewMaintenance');

export const MaintenanceChange = z
	.strictObject({
		title: TitleInput.optional(),
		components: Slugs.optional(),
		planned_start: InstantInput.optional(),
		planned_end: InstantInput.optional(),
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

export const Maintenance = z
	.strictObject({
		id: Id,
		number: z.int(),
		title: Text,
		status: Status,
		components: z.array(z.strictObject({ slug: Slug, name: z.string(), status: ComponentStatus })),
		planned_start: Instant,
		planned_end: Instant,
		started_at: Instant.nullable(),
		ended_at: Instant.nullable(),
		published_at: Instant,
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
				}),
			)
			.openapi({ description: 'Newest first.' }),
		url: z.string().openapi({ format: 'uri', description: 'Its public page.' }),
	})
	.openapi('Maintenance');

export const MaintenanceList = z.strictObject({ maintenances: z.array(Maintenance) });

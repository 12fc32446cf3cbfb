import { z } from 'zod';
import { eitherBodyOrReason } from './corrections.ts';
import { changesSomething, InstantInput, inOurWords, MaintenanceStatus, Notify, NotifyOfEdit, Slug } from './fields.ts';
import { BodyInput, TitleInput, type Worded } from './text.ts';
import { needsWording, wordingFields } from './wording.ts';

const Slugs = z
	.array(Slug)
	.min(1, 'Expected at least one component')
	.refine((slugs) => new Set(slugs).size === slugs.length, 'Expected each component once')
	.meta({ example: ['message-history', 'reports'] });
const Automatic = z.boolean().meta({
	description: 'Starts and ends at its planned instants by itself; otherwise updates say so.',
});
const Dates = z.array(z.iso.date('Expected a date such as "2026-12-27"')).max(366, 'Expected at most 366 dates');
const HappenedAt = InstantInput.optional().meta({ description: 'Unless given, now.' });

const needsTitle = needsWording('title');
const needsBody = needsWording('body');

export const NewMaintenance = z
	.strictObject({
		...wordingFields,
		components: Slugs,
		planned_start: InstantInput,
		planned_end: InstantInput,
		automatic: Automatic.optional().meta({
			description:
				'Starts and ends at its planned instants by itself; otherwise updates say so. Unless given, it does where the window is not over; a start that has passed when it is published is refused then.',
		}),
		rrule: z.string().trim().min(1, 'Expected a rule').max(500, 'Expected at most 500 characters').optional().meta({
			description:
				'By which it comes again (RFC 5545, without `DTSTART`): the next twelve occurrences are scheduled at once, others as time goes by. `planned_start` and `planned_end` are the first one if the rule gives it; the clock is that of the site.',
			example: 'FREQ=WEEKLY;BYDAY=SU',
		}),
		exceptions: Dates.optional().meta({
			description: 'Dates by the calendar of the site on which the rule gives no occurrence.',
			example: ['2026-12-27'],
		}),
		notify: Notify.optional(),
	})
	.refine(({ rrule, exceptions }) => rrule !== undefined || exceptions === undefined, {
		path: ['exceptions'],
		error: 'Expected a rule that they are exceptions to',
	})
	.refine(needsTitle.isThere, needsTitle.flaw)
	.refine(needsBody.isThere, needsBody.flaw)
	.transform(({ planned_start: start, planned_end: end, ...input }) => ({ ...input, planned: { start, end } }))
	.meta({ id: 'NewMaintenance' });
export type NewMaintenance = Worded<z.output<typeof NewMaintenance>>;

export const MaintenanceChange = z
	.strictObject({
		title: TitleInput.optional(),
		components: Slugs.optional(),
		planned_start: InstantInput.optional(),
		planned_end: InstantInput.optional(),
		automatic: Automatic.optional(),
		reason: BodyInput.optional().meta({ description: 'Published with the change. A moved window needs one.' }),
		notify: NotifyOfEdit.optional(),
	})
	.refine(changesSomething, 'Expected at least one change')
	.transform(inOurWords)
	.meta({
		id: 'MaintenanceChange',
		example: { planned_end: '2026-11-21T05:00:00-03:00', reason: 'La migración es más larga de lo previsto.' },
	});
export type MaintenanceChange = Worded<z.output<typeof MaintenanceChange>>;

export const NewMaintenanceUpdate = z
	.strictObject({ status: MaintenanceStatus, body: BodyInput, happened_at: HappenedAt, notify: Notify.optional() })
	.transform(inOurWords)
	.meta({ id: 'NewMaintenanceUpdate' });
export type NewMaintenanceUpdate = Worded<z.output<typeof NewMaintenanceUpdate>>;

export const MaintenanceUpdateChange = z
	.strictObject({
		body: BodyInput.optional(),
		status: MaintenanceStatus.optional().meta({
			description: 'Of the same kind: what begins and ends the work is posted.',
		}),
		happened_at: InstantInput.optional().meta({
			description: 'The actual window follows the updates that began and ended the work.',
		}),
		reason: BodyInput.optional().meta({ description: 'Public.' }),
		notify: NotifyOfEdit.optional(),
	})
	.refine(changesSomething, 'Expected at least one change')
	.transform(inOurWords)
	.meta({ id: 'MaintenanceUpdateChange', example: { body: 'Cambiamos el disco de la réplica.' } });
export type MaintenanceUpdateChange = Worded<z.output<typeof MaintenanceUpdateChange>>;

export const MaintenanceReopening = z
	.strictObject({
		body: BodyInput.optional(),
		reason: BodyInput.optional().meta({ description: 'The same as `body`.' }),
		status: MaintenanceStatus.exclude(['completed', 'cancelled'])
			.optional()
			.meta({ description: 'Unless given, `in_progress`, or `scheduled` where the work never began.' }),
		happened_at: HappenedAt,
		notify: Notify.optional(),
	})
	.refine(eitherBodyOrReason.isThere, eitherBodyOrReason.flaw)
	.transform(({ reason, body = reason ?? {}, ...input }) => ({ ...inOurWords(input), body }))
	.meta({ id: 'MaintenanceReopening', example: { reason: 'La migración no quedó completa.' } });
export type MaintenanceReopening = Worded<z.output<typeof MaintenanceReopening>>;

import { z } from 'zod';
import { LONGEST_MESSAGE, LONGEST_POSTMORTEM } from '../domain/text.ts';
import { eitherBodyOrReason } from './corrections.ts';
import {
	Cause,
	Criticality,
	changesSomething,
	Impact,
	IncidentStatus,
	InstantInput,
	InstantOrNull,
	inOurWords,
	Notify,
	NotifyOfEdit,
	StatusByComponent,
} from './fields.ts';
import { Bare, BodyInput, LongBodyInput, TitleInput, type Worded } from './text.ts';
import { needsWording, wordingFields } from './wording.ts';

const NextUpdate = InstantOrNull.meta({
	description: 'When customers will hear of it again: still to come. An update that promises none leaves none.',
});
const HappenedAt = InstantInput.optional().meta({ description: 'Unless given, now.' });
const needsTitle = needsWording('title');
const needsBody = needsWording('body');

export const NewIncident = z
	.strictObject({
		...wordingFields,
		impact: Impact.optional().meta({
			description:
				'Unless given, what the worst of the components has suffered so far, also as updates and corrections tell it.',
		}),
		criticality: Criticality,
		status: IncidentStatus.exclude(['postmortem']).default('investigating'),
		components: StatusByComponent,
		cause: Cause.prefault('own'),
		accepted_at: InstantInput.optional().meta({
			description: 'Unless given, now, or the resolution of what is over. Promises count from here.',
		}),
		started_at: InstantInput.optional().meta({
			description: 'Unless given, when it was accepted or detected, whichever was first.',
		}),
		detected_at: InstantInput.optional(),
		resolved_at: InstantInput.optional().meta({
			description: 'Only with the status `resolved`. Unless given, now.',
		}),
		next_update_at: NextUpdate.optional(),
		notify: Notify.optional(),
	})
	.refine(needsTitle.isThere, needsTitle.flaw)
	.refine(needsBody.isThere, needsBody.flaw)
	.transform(({ detected_at: detectedAt = null, ...input }) => ({ ...inOurWords(input), detectedAt }))
	.meta({ id: 'NewIncident' });
export type NewIncident = Worded<z.output<typeof NewIncident>>;

export const NewProposedIncident = z
	.strictObject({
		title: TitleInput.optional(),
		body: BodyInput.optional(),
		criticality: Criticality.optional(),
		components: StatusByComponent.optional(),
	})
	.meta({ id: 'NewProposedIncident', example: {} });
export type NewProposedIncident = Worded<z.output<typeof NewProposedIncident>>;

export const IncidentChange = z
	.strictObject({
		title: TitleInput.optional(),
		impact: Impact.optional(),
		criticality: Criticality.optional(),
		cause: Cause.optional(),
		started_at: InstantInput.optional(),
		accepted_at: InstantInput.optional(),
		resolved_at: InstantInput.optional(),
		detected_at: InstantOrNull.optional(),
		components: StatusByComponent.optional().meta({
			description:
				'What it affects, in place of what it said: a component that is not named was never affected; one that is new, or suffered something else, did so from the start on. Needs a reason once the incident is over.',
		}),
		next_update_at: NextUpdate.optional(),
		reason: BodyInput.optional().meta({
			description:
				'Published with the change. Criticality, cause and instants need one. A verdict that was recorded stays: what follows from the new facts is a difference.',
		}),
		justification: BodyInput.optional().meta({
			description: 'Why a deadline was missed: published once, alone in its request, and only after a miss.',
		}),
		notify: NotifyOfEdit.optional(),
	})
	.refine(
		({ justification, notify: _, ...others }) => justification === undefined || Object.keys(others).length === 0,
		{
			path: ['justification'],
			message: 'Expected nothing else beside a justification',
		},
	)
	.refine(changesSomething, 'Expected at least one change')
	.transform(inOurWords)
	.meta({
		id: 'IncidentChange',
		example: { criticality: 'urgent', reason: 'Afecta a más clientes de lo que se creía.' },
	});
export type IncidentChange = Omit<Worded<z.output<typeof IncidentChange>>, 'justification'>;

export const NewIncidentUpdate = z
	.strictObject({
		status: IncidentStatus,
		body: LongBodyInput.meta({
			description: `Markdown, without HTML and footnotes. At most ${LONGEST_MESSAGE} characters, and ${LONGEST_POSTMORTEM} in a postmortem.`,
		}),
		components: StatusByComponent.default({}),
		happened_at: HappenedAt,
		next_update_at: NextUpdate.optional(),
		solution: z
			.boolean()
			.optional()
			.meta({ default: false, description: 'Does it propose a solution, or a work-around?' }),
		notify: Notify.optional(),
	})
	.superRefine(({ status, body }, context) => {
		if (status === 'postmortem') return;
		const wordings: [string, string][] = body instanceof Bare ? [['', body.wording]] : Object.entries(body);
		for (const [language, wording] of wordings) {
			if (wording.length <= LONGEST_MESSAGE) continue;
			const path = language === '' ? ['body'] : ['body', language];
			context.addIssue({ code: 'custom', path, message: `Expected at most ${LONGEST_MESSAGE} characters` });
		}
	})
	.transform(inOurWords)
	.meta({ id: 'NewIncidentUpdate' });
export type NewIncidentUpdate = Worded<z.output<typeof NewIncidentUpdate>>;

export const IncidentUpdateChange = z
	.strictObject({
		body: LongBodyInput.optional(),
		status: IncidentStatus.optional().meta({ description: 'Of the same kind: open, or over.' }),
		happened_at: InstantInput.optional(),
		components: StatusByComponent.optional().meta({ description: 'In place of what it said.' }),
		reason: BodyInput.optional().meta({ description: 'Public. Needed where instants or components change.' }),
		notify: NotifyOfEdit.optional(),
	})
	.refine(changesSomething, 'Expected at least one change')
	.transform(inOurWords)
	.meta({ id: 'IncidentUpdateChange', example: { body: 'Afecta solo a los envíos por correo.' } });
export type IncidentUpdateChange = Worded<z.output<typeof IncidentUpdateChange>>;

export const IncidentReopening = z
	.strictObject({
		body: BodyInput.optional(),
		reason: BodyInput.optional().meta({ description: 'The same as `body`.' }),
		status: IncidentStatus.exclude(['resolved', 'postmortem']).default('investigating'),
		components: StatusByComponent.default({}),
		happened_at: HappenedAt,
		next_update_at: NextUpdate.optional(),
		notify: Notify.optional(),
	})
	.refine(eitherBodyOrReason.isThere, eitherBodyOrReason.flaw)
	.transform(({ reason, body = reason ?? {}, ...input }) => ({ ...inOurWords(input), body }))
	.meta({ id: 'IncidentReopening', example: { reason: 'El problema volvió.' } });
export type IncidentReopening = Worded<z.output<typeof IncidentReopening>>;

export const NewDelay = z
	.strictObject({
		body: BodyInput.meta({ description: 'Why it will not be kept: published as an update.' }),
		estimate: InstantInput.meta({ description: 'When a solution is expected now.' }),
		notify: Notify.optional(),
	})
	.meta({
		id: 'Delay',
		example: { body: 'Depende de una pieza que llega mañana.', estimate: '2026-10-06T18:00:00-03:00' },
	});
export type NewDelay = Worded<z.output<typeof NewDelay>>;

export const NewJustification = z
	.strictObject({
		body: BodyInput.meta({ description: 'Why a deadline was, or will be, missed. It is published once.' }),
		document: z.string().max(100).optional().meta({
			description: 'The agreement whose deadline it is, where several apply and each has its own reason.',
		}),
		notify: Notify.optional(),
	})
	.meta({ id: 'NewJustification', example: { body: 'La pieza tardó más de lo previsto.' } });
export type NewJustification = Worded<z.output<typeof NewJustification>>;

export const ProposedSolution = z
	.strictObject({
		body: BodyInput.meta({ description: 'What is proposed, a work-around included: published as an update.' }),
		status: IncidentStatus.exclude(['postmortem']).default('monitoring'),
		components: StatusByComponent.default({}),
		happened_at: InstantInput.optional().meta({ description: 'When it was proposed. Unless given, now.' }),
		next_update_at: NextUpdate.optional(),
		notify: Notify.optional(),
	})
	.transform(inOurWords)
	.meta({ id: 'ProposedSolution', example: { body: 'Mientras tanto, envíen las campañas desde la API.' } });

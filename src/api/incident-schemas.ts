import { z } from '@hono/zod-openapi';
import { criticalities, impacts, incidentStatuses } from '../domain/incidents/incident.ts';
import { outcomes } from '../domain/sla/promise.ts';
import { LONGEST_MESSAGE, LONGEST_POSTMORTEM } from '../domain/text.ts';
import { JudgedPromise } from './promise-schemas.ts';
import {
	Amended,
	BodyInput,
	ComponentStatus,
	ExternalId,
	editOf,
	Id,
	Instant,
	InstantInput,
	LongBodyInput,
	Redactions,
	Retraction,
	Slug,
	StatusByComponent,
	Text,
	TitleInput,
} from './schemas.ts';
import { needsWording, wordingFields } from './templates.ts';

const Status = z.enum(incidentStatuses).openapi('IncidentStatus');
const Impact = z.enum(impacts).openapi('Impact');
const Criticality = z.enum(criticalities).openapi({ description: "The SLA's own scale." });
const Cause = z.string().openapi({ description: '`own`, or the slug of the partner that caused it.', example: 'own' });
const Notify = z.boolean().openapi({ description: 'Accepted, and not used yet: nobody is notified so far.' });

const NextUpdateInput = InstantInput.nullable().openapi({
	type: ['string', 'null'],
	description: 'When customers will hear of it again: still to come. An update that promises none leaves none.',
});

const needsTitle = needsWording('title');
const needsBody = needsWording('body');

export const NewIncident = z
	.strictObject({
		...wordingFields,
		impact: Impact.optional().openapi({ description: 'Unless given, what the worst of the components suffers.' }),
		criticality: Criticality,
		status: Status.exclude(['postmortem']).default('investigating'),
		components: StatusByComponent,
		cause: Cause.default('own'),
		accepted_at: InstantInput.optional().openapi({
			description: 'Unless given, now, or the resolution of what is over. Promises count from here.',
		}),
		started_at: InstantInput.optional().openapi({
			description: 'Unless given, when it was accepted or detected, whichever was first.',
		}),
		detected_at: InstantInput.optional(),
		resolved_at: InstantInput.optional().openapi({
			description: 'Only with the status `resolved`. Unless given, now.',
		}),
		next_update_at: NextUpdateInput.optional(),
		notify: Notify.optional(),
	})
	.refine(needsTitle.isThere, needsTitle.flaw)
	.refine(needsBody.isThere, needsBody.flaw)
	.openapi('NewIncident');
export type NewIncident = z.infer<typeof NewIncident>;

export const IncidentChange = z
	.strictObject({
		title: TitleInput.optional(),
		impact: Impact.optional(),
		criticality: Criticality.optional(),
		cause: Cause.optional(),
		started_at: InstantInput.optional(),
		accepted_at: InstantInput.optional(),
		resolved_at: InstantInput.optional(),
		detected_at: InstantInput.nullable()
			.optional()
			.openapi({ type: ['string', 'null'] }),
		components: StatusByComponent.optional().openapi({
			description:
				'What it affects, in place of what it said: a component that is not named was never affected; one that is new, or suffered something else, did so from the start on. Needs a reason once the incident is over.',
		}),
		next_update_at: NextUpdateInput.optional(),
		reason: BodyInput.optional().openapi({
			description:
				'Published with the change. Criticality, cause and instants need one. A verdict that was recorded stays: what follows from the new facts is a difference.',
		}),
		justification: BodyInput.optional().openapi({
			description: 'Why a deadline was missed: published once, alone in its request, and only after a miss.',
		}),
	})
	.refine(({ justification, ...others }) => justification === undefined || Object.keys(others).length === 0, {
		path: ['justification'],
		message: 'Expected nothing else beside a justification',
	})
	.refine(({ reason: _, ...facts }) => Object.keys(facts).length > 0, 'Expected at least one change')
	.openapi('IncidentChange', {
		example: { criticality: 'urgent', reason: 'Afecta a más clientes de lo que se creía.' },
	});
export type IncidentChange = z.infer<typeof IncidentChange>;

export const NewIncidentUpdate = z
	.strictObject({
		status: Status,
		body: LongBodyInput.openapi({
			description: `Markdown, without HTML and footnotes. At most ${LONGEST_MESSAGE} characters, and ${LONGEST_POSTMORTEM} in a postmortem.`,
		}),
		components: StatusByComponent.default({}),
		happened_at: InstantInput.optional().openapi({ description: 'Unless given, now.' }),
		next_update_at: NextUpdateInput.optional(),
		solution: z.boolean().default(false).openapi({ description: 'Does it propose a solution, or a work-around?' }),
		notify: Notify.optional(),
	})
	.superRefine(({ status, body }, context) => {
		if (status === 'postmortem') return;
		const wordings: [string, string][] = typeof body === 'string' ? [['', body]] : Object.entries(body);
		for (const [language, wording] of wordings) {
			if (wording.length <= LONGEST_MESSAGE) continue;
			const path = language === '' ? ['body'] : ['body', language];
			context.addIssue({ code: 'custom', path, message: `Expected at most ${LONGEST_MESSAGE} characters` });
		}
	})
	.openapi('NewIncidentUpdate');

export const IncidentUpdateChange = z
	.strictObject({
		body: LongBodyInput.optional(),
		status: Status.optional().openapi({ description: 'Of the same kind: open, or over.' }),
		happened_at: InstantInput.optional(),
		components: StatusByComponent.optional().openapi({ description: 'In place of what it said.' }),
		reason: BodyInput.optional().openapi({
			description: 'Public. Needed where instants or components change.',
		}),
	})
	.refine(({ reason: _, ...facts }) => Object.keys(facts).length > 0, 'Expected at least one change')
	.openapi('IncidentUpdateChange', { example: { body: 'Afecta solo a los envíos por correo.' } });

const onlyOne = {
	isThere: ({ body, reason }: { body?: unknown; reason?: unknown }) => (body === undefined) !== (reason === undefined),
	flaw: { path: ['body'], error: 'Expected either a body or a reason, which is published as the update' },
};

export const IncidentReopening = z
	.strictObject({
		body: BodyInput.optional(),
		reason: BodyInput.optional().openapi({ description: 'The same as `body`.' }),
		status: Status.exclude(['resolved', 'postmortem']).default('investigating'),
		components: StatusByComponent.default({}),
		happened_at: InstantInput.optional().openapi({ description: 'Unless given, now.' }),
		next_update_at: NextUpdateInput.optional(),
	})
	.refine(onlyOne.isThere, onlyOne.flaw)
	.openapi('IncidentReopening', { example: { reason: 'El problema volvió.' } });

export const DelayInput = z
	.strictObject({
		body: BodyInput.openapi({ description: 'Why it will not be kept: published as an update.' }),
		estimate: InstantInput.openapi({ description: 'When a solution is expected now.' }),
	})
	.openapi('Delay', {
		example: { body: 'Depende de una pieza que llega mañana.', estimate: '2026-10-06T18:00:00-03:00' },
	});

export const SolutionInput = z
	.strictObject({
		body: BodyInput.openapi({ description: 'What is proposed, a work-around included: published as an update.' }),
		status: Status.exclude(['postmortem']).default('monitoring'),
		components: StatusByComponent.default({}),
		happened_at: InstantInput.optional().openapi({ description: 'When it was proposed. Unless given, now.' }),
		next_update_at: NextUpdateInput.optional(),
	})
	.openapi('ProposedSolution', { example: { body: 'Mientras tanto, envíen las campañas desde la API.' } });

const Update = z.strictObject({
	id: Id,
	status: Status,
	body: Text,
	components: StatusByComponent,
	happened_at: Instant,
	published_at: Instant,
	amended: Amended,
	next_update_at: Instant.nullable().openapi({
		description: 'When it promised that customers would hear of it again.',
	}),
	edits: z
		.array(editOf(Status).extend({ components: StatusByComponent }))
		.openapi({ description: 'What it said before each edit, until when, and why it was edited; oldest first.' }),
});

const EarlierOutcomes = z
	.array(
		z.strictObject({
			document: z.string(),
			revision: z.int(),
			clause: z.string(),
			criticality: Criticality,
			outcome: z.enum(outcomes),
			deadline: Instant.nullable(),
			changed_at: Instant,
			reason: Text,
		}),
	)
	.openapi({
		description: 'How promises had ended before a correction changed that, and why it was made; oldest first.',
	});

const Justification = z.strictObject({ body: Text, published_at: Instant });

export const Incident = z
	.strictObject({
		id: Id,
		external_id: ExternalId,
		number: z.int(),
		title: Text,
		status: Status,
		impact: Impact,
		criticality: Criticality.nullable().openapi({ description: 'Null for an imported incident.' }),
		cause: Cause,
		components: z.array(z.strictObject({ slug: Slug, name: z.string(), status: ComponentStatus })),
		detected_at: Instant.nullable(),
		accepted_at: Instant.nullable(),
		started_at: Instant,
		published_at: Instant,
		resolved_at: Instant.nullable(),
		proposed_at: Instant.nullable().openapi({ description: 'When a solution was first proposed to customers.' }),
		delays: z.array(z.strictObject({ update: Id, announced_at: Instant, estimate: Instant })).openapi({
			description: 'Deadlines that will not be kept, as it was announced before they passed; oldest first.',
		}),
		updates: z.array(Update).openapi({ description: 'Newest first.' }),
		redactions: Redactions,
		promises: z.array(JudgedPromise).openapi({ description: 'The present one first, then those that it replaced.' }),
		earlier_outcomes: EarlierOutcomes,
		retraction: Retraction,
		next_update_at: Instant.nullable().openapi({
			description: 'When customers should hear of it again, as the last update promised.',
		}),
		justification: Justification.nullable().openapi({ description: 'Why a deadline was missed.' }),
		partner_update_due_at: Instant.nullable().openapi({
			description: 'While a partner is the cause, when customers should hear of it again; else null.',
		}),
		url: z.string().openapi({ format: 'uri', description: 'Its public page.' }),
	})
	.openapi('Incident');

export const IncidentList = z.strictObject({ incidents: z.array(Incident) });

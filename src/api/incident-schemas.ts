import { z } from '@hono/zod-openapi';
import { outcomes } from '../domain/sla/promise.ts';
import { ComponentStatus, Criticality, Impact, IncidentStatus, Slug, StatusByComponent } from '../inputs/fields.ts';
import { JudgedPromise } from './promise-schemas.ts';
import { Amended, ExternalId, editOf, Id, Instant, Redactions, Retraction, Text } from './schemas.ts';

const Cause = z.string().openapi({ description: '`own`, or the slug of the partner that caused it.', example: 'own' });

const Update = z.strictObject({
	id: Id,
	status: IncidentStatus,
	body: Text,
	components: StatusByComponent,
	happened_at: Instant,
	published_at: Instant,
	amended: Amended,
	next_update_at: Instant.nullable().openapi({
		description: 'When it promised that customers would hear of it again.',
	}),
	edits: z
		.array(editOf(IncidentStatus).extend({ components: StatusByComponent }))
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
		status: IncidentStatus,
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
		justifications: z.array(Justification.extend({ document: z.string() })).openapi({
			description: 'Why the deadline of one agreement was missed, where each has its own reason.',
		}),
		partner_update_due_at: Instant.nullable().openapi({
			description: 'While a partner is the cause, when customers should hear of it again; else null.',
		}),
		url: z.string().openapi({ format: 'uri', description: 'Its public page.' }),
	})
	.openapi('Incident');

export const IncidentList = z.strictObject({ incidents: z.array(Incident) });

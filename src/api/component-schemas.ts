import { z } from '@hono/zod-openapi';
import { shownStatuses } from '../domain/component.ts';
import { reasons } from '../domain/status/status.ts';
import { ComponentStatus, Slug } from '../inputs/fields.ts';
import { Id, Instant, TextOrNull } from './schemas.ts';

export const ShownStatus = z.enum(shownStatuses).openapi('ShownStatus', {
	description: 'A status, or `unknown` where nobody measures, or a partner cannot be read.',
});

export const Because = z
	.strictObject({ kind: z.enum(reasons), id: Id.optional(), monitor: z.string().optional(), since: Instant.optional() })
	.openapi('Because', {
		description: 'Why a status is what it is.',
		example: { kind: 'incident', id: 'k3j9x0c2m1aa' },
	});

export const Component = z
	.strictObject({
		slug: Slug,
		kind: z.enum(['system', 'partner']),
		name: z.string().openapi({ description: "In the site's first language." }),
		group: z.string().openapi({ description: 'Slug of its group.' }),
		status: ShownStatus,
		because: Because.nullable().openapi({ description: 'Null when nothing is the matter.' }),
		set_by_hand: z
			.strictObject({ status: ComponentStatus, reason: TextOrNull, since: Instant })
			.nullable()
			.openapi({ description: 'Wins over everything else, until it is given back.' }),
		told_by_partner: z
			.strictObject({
				status: ComponentStatus.nullable(),
				read_at: Instant.nullable(),
				failing_since: Instant.nullable(),
				failure: z.string().nullable(),
				url: z.string(),
			})
			.nullable()
			.openapi({
				description: "What the partner's own page said when it was last read; null where nobody follows it.",
			}),
		partner_update_due_at: Instant.nullable().openapi({
			description: 'While a partner is down, when customers should hear of it again; else null.',
		}),
	})
	.openapi('Component');

import { z } from 'zod';
import { topics } from '../domain/notices/notice.ts';
import { Slug } from './fields.ts';

const LONGEST_ADDRESS = 2000;

export const Topics = z.array(z.enum(topics)).meta({ example: ['incidents', 'maintenance'] });

const Address = z
	.url({ protocol: /^https$/, error: 'Expected an address such as "https://example.com/hooks/status"' })
	.max(LONGEST_ADDRESS, `Expected at most ${LONGEST_ADDRESS} characters`)
	.refine(hasNoPassword, 'Expected an address without a name and a password in it')
	.meta({ description: 'HTTPS. Redirects are not followed.', example: 'https://example.com/hooks/status' });

export const NewSubscriber = z
	.strictObject({
		channel: z.literal('webhook'),
		address: Address,
		topics: Topics.min(1, 'Expected at least one topic')
			.transform((given) => [...new Set(given)])
			.default([...topics]),
		components: z
			.array(Slug)
			.min(1, 'Expected at least one component, or nothing for all')
			.transform((given) => [...new Set(given)])
			.nullable()
			.default(null)
			.meta({ description: 'What touches none of them is not told; absent or null: whatever it touches.' }),
	})
	.meta({ id: 'NewSubscriber' });

function hasNoPassword(address: string): boolean {
	const { username, password } = new URL(address);
	return username === '' && password === '';
}

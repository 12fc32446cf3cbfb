import { z } from 'zod';
import { topics } from '../domain/notices/notice.ts';
import { channels } from '../domain/notices/subscriber.ts';
import { languages } from '../domain/text.ts';
import { Slug } from './fields.ts';

const LONGEST_ADDRESS = 2000;

export const Topics = z.array(z.enum(topics)).meta({ example: ['incidents', 'maintenance'] });

const HttpsAddress = z
	.url({ protocol: /^https$/, error: 'Expected an address such as "https://example.com/hooks/status"' })
	.max(LONGEST_ADDRESS, `Expected at most ${LONGEST_ADDRESS} characters`)
	.refine(hasNoPassword, 'Expected an address without a name and a password in it');
/** RFC 5321 §4.5.3.1.3. One address, in lower case: nobody tells two apart by their capitals. */
const EmailAddress = z
	.email('Expected an address such as "ann@example.com"')
	.max(254, 'Expected at most 254 characters')
	.toLowerCase();
const TelegramChat = z
	.string()
	.regex(/^(-?\d{1,20}|@\w{3,64})$/, 'Expected the id of a chat, such as "-1001234567890", or "@channel"');

/** What each channel takes for an address. */
function addressFor(channel: (typeof channels)[number]) {
	if (channel === 'email') return EmailAddress;
	return channel === 'telegram' ? TelegramChat : HttpsAddress;
}

const wish = {
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
	turns_only: z.boolean().default(false).meta({
		description: 'True: not every update, but when something begins, ends or moves.',
	}),
	language: z.enum(languages).nullable().default(null).meta({ description: 'Null for the site’s first.' }),
};

export const Preferences = z
	.strictObject(wish)
	.transform(({ turns_only: turnsOnly, ...rest }) => ({ ...rest, turnsOnly }));
export type Preferences = z.output<typeof Preferences>;

export const NewSubscriber = z
	.strictObject({
		channel: z.enum(channels),
		address: z.string().trim().max(LONGEST_ADDRESS, `Expected at most ${LONGEST_ADDRESS} characters`).meta({
			description:
				'For `email` an address; for `telegram` the id of a chat; for all others HTTPS, whose redirects are not followed.',
			example: 'https://example.com/hooks/status',
		}),
		...wish,
		subject: z
			.string()
			.regex(/^(incident|maintenance)\/[a-z0-9]{1,32}$/, 'Expected one such as "incident/k3j9x0c2m1aa"')
			.nullable()
			.default(null)
			.meta({ description: 'This one alone, whatever its topics and components; null for all.' }),
	})
	.superRefine(({ channel, address }, context) => {
		const flaw = addressFor(channel).safeParse(address).error?.issues[0];
		if (flaw) context.addIssue({ code: 'custom', path: ['address'], message: flaw.message });
	})
	.transform(({ turns_only: turnsOnly, channel, address, ...rest }) => ({
		...{ ...rest, turnsOnly, channel },
		address: addressFor(channel).parse(address),
	}))
	.meta({ id: 'NewSubscriber', example: { channel: 'webhook', address: 'https://example.com/hooks/status' } });
export type NewSubscriber = z.output<typeof NewSubscriber>;

function hasNoPassword(address: string): boolean {
	const { username, password } = new URL(address);
	return username === '' && password === '';
}

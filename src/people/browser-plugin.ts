import type { BetterAuthPlugin } from 'better-auth';
import { createAuthEndpoint, createAuthMiddleware } from 'better-auth/api';
import { generateRandomString } from 'better-auth/crypto';

/** The longest that browsers keep anything, in seconds. */
const KEPT = 400 * 86_400;
/**
 * What a cookie's signature covers is its value, and not its name: anybody gets a signed one of another kind, such as the challenge
 * of a passkey. So each value that tells something names its kind.
 */
const IN = 'in-';
/** As better-auth begins what stands between password and code. */
const HALFWAY = '2fa-';

/** Tells a browser in which somebody has been, or is about to be, from any other: without asking the database. */
export function browserPlugin() {
	return {
		id: 'browser',
		hooks: {
			after: [
				{
					matcher: () => true,
					handler: createAuthMiddleware(async (ctx) => {
						const { secret, newSession, session, createAuthCookie } = ctx.context;
						if (!newSession && !session) return;
						const { name, attributes } = createAuthCookie('browser', { maxAge: KEPT });
						if (await ctx.getSignedCookie(name, secret)) return;
						await ctx.setSignedCookie(name, `${IN}${generateRandomString(20)}`, secret, attributes);
					}),
				},
			],
		},
		endpoints: {
			/** Is there a cookie that we have signed for it, or one of the step between password and code? */
			hasBeenIn: createAuthEndpoint.serverOnly({ method: 'POST' }, async (ctx) => {
				const { secret, createAuthCookie } = ctx.context;
				const kinds = [
					['browser', IN],
					['two_factor', HALFWAY],
				] as const;
				for (const [name, kind] of kinds) {
					const value = await ctx.getSignedCookie(createAuthCookie(name).name, secret);
					if (typeof value === 'string' && value.startsWith(kind)) return { hasBeenIn: true };
				}
				return { hasBeenIn: false };
			}),
		},
	} satisfies BetterAuthPlugin;
}

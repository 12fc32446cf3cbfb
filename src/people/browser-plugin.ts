import type { BetterAuthPlugin } from 'better-auth';
import { createAuthEndpoint } from 'better-auth/api';

/** Tells a browser in which somebody has been, or is about to be, from any other: without asking the database. */
export function browserPlugin() {
	return {
		id: 'browser',
		endpoints: {
			/** Is there a cookie that we have signed: of a session, ended or not, or of the step between password and code? */
			hasBeenIn: createAuthEndpoint.serverOnly({ method: 'POST' }, async (ctx) => {
				const { secret, authCookies, createAuthCookie } = ctx.context;
				for (const { name } of [authCookies.sessionToken, createAuthCookie('two_factor')])
					if (await ctx.getSignedCookie(name, secret)) return { hasBeenIn: true };
				return { hasBeenIn: false };
			}),
		},
	} satisfies BetterAuthPlugin;
}

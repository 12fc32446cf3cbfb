import type { BetterAuthPlugin } from 'better-auth';
import { APIError, createAuthEndpoint } from 'better-auth/api';
import { setSessionCookie } from 'better-auth/cookies';
import { generateRandomString } from 'better-auth/crypto';
import { z } from 'zod';

/** How long somebody may take at their company, in seconds. */
const AWAY = 600;
const COOKIE = 'company';

/** Lets people in of whom somebody else has said who they are: what a browser keeps meanwhile, and a session. */
export function companyPlugin() {
	return {
		id: 'company',
		endpoints: {
			/** Keeps something for whoever has the cookie, once. */
			keepForReturn: createAuthEndpoint.serverOnly(
				{ method: 'POST', body: z.object({ kept: z.string() }) },
				async (ctx) => {
					const token = generateRandomString(32);
					const cookie = ctx.context.createAuthCookie(COOKIE, { maxAge: AWAY });
					await ctx.setSignedCookie(cookie.name, token, ctx.context.secret, cookie.attributes);
					await ctx.context.internalAdapter.createVerificationValue({
						identifier: identifierOf(token),
						value: ctx.body.kept,
						expiresAt: new Date(Date.now() + AWAY * 1000),
					});
					return {};
				},
			),
			takeAtReturn: createAuthEndpoint.serverOnly({ method: 'POST' }, async (ctx) => {
				const cookie = ctx.context.createAuthCookie(COOKIE);
				const token = await ctx.getSignedCookie(cookie.name, ctx.context.secret);
				ctx.setCookie(cookie.name, '', { ...cookie.attributes, maxAge: 0 });
				const found = token ? await ctx.context.internalAdapter.consumeVerificationValue(identifierOf(token)) : null;
				return { kept: found?.value ?? null };
			}),
			enterAs: createAuthEndpoint.serverOnly(
				{ method: 'POST', body: z.object({ userId: z.string(), provedAt: z.date() }) },
				async (ctx) => {
					const { userId, provedAt } = ctx.body;
					const user = await ctx.context.internalAdapter.findUserById(userId);
					if (!user) throw new APIError('UNAUTHORIZED');
					const session = await ctx.context.internalAdapter.createSession(userId, false, { provedAt });
					await setSessionCookie(ctx, { session, user });
					return {};
				},
			),
		},
	} satisfies BetterAuthPlugin;
}

function identifierOf(token: string): string {
	return `company:${token}`;
}

import type { MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { hashOfToken } from '../commands/tokens.ts';
import type { Scope, Token } from '../domain/token.ts';
import { tokenOfSecret } from '../queries/admin/token-of-secret.ts';
import { Busy } from '../serving/cache/turns.ts';
import { type ApiContext, type ApiEnv, root } from './context.ts';
import { HttpProblem } from './problem.ts';
import { unambiguous } from './unambiguous.ts';

const LARGEST_BODY = 256 * 1024;
/** Of a message, which may be a postmortem in three languages. */
export const LARGEST_POST = 1024 * 1024;
/** Of an agreement in each of its languages, also as a draft. */
export const LARGEST_REVISION = 4 * 1024 * 1024;
const realm = 'Bearer realm="vigente"';

/** What every route begins with, and says of itself: who may call it is settled before anything of the body is read. */
export function guarded(scope: Scope, ...more: MiddlewareHandler<ApiEnv>[]) {
	return guardedUpTo(LARGEST_BODY, scope, ...more);
}

/** For what each of several scopes may do, as far as it is theirs. */
export function guardedByAny(...scopes: Scope[]) {
	return {
		security: scopes.map((scope) => ({ token: [scope] })),
		middleware: [authenticate, refuseWithout(...scopes), limitBody(LARGEST_BODY), unambiguous],
	};
}

/** The same, with a limit of its own for the body, in bytes. */
export function guardedUpTo(largest: number, scope: Scope, ...more: MiddlewareHandler<ApiEnv>[]) {
	return {
		security: [{ token: [scope] }],
		middleware: [authenticate, refuseWithout(scope), limitBody(largest), unambiguous, ...more],
	};
}

/**
 * Who calls, before anything is charged: a valid token answers for itself only, whatever strangers at its address have
 * spent. Everybody else answers for their address.
 */
export const identify: MiddlewareHandler<ApiEnv> = async (context, next) => {
	const { limits } = context.var;
	const token = await tokenOf(context);
	if (token === null) await limits.ofAddress(addressOf(context));
	else {
		await limits.ofToken(token.id);
		context.set('token', token);
		const { id, name, scopes } = token;
		context.set('writing', { by: { kind: 'token', id, name, scopes } });
	}
	await next();
};

const authenticate: MiddlewareHandler<ApiEnv> = async (context, next) => {
	if (context.get('token') === undefined) {
		await context.var.limits.ofFailures(addressOf(context));
		throw unauthenticated(isTried(context));
	}
	await next();
};

/** For what everybody may ask, and what costs something to compute: strangers come in turn, and never all at once. */
export const inTurn: MiddlewareHandler<ApiEnv> = async (context, next) => {
	if (context.get('token') !== undefined) return next();
	const { turns } = context.var.runtime;
	await new Promise<void>((resolve, reject) => {
		const work = async () => {
			await next().then(resolve, reject);
			return { rest: true };
		};
		try {
			turns.take(addressOf(context), work);
		} catch (error) {
			if (!(error instanceof Busy)) throw error;
			throw new HttpProblem('busy', 'Try again in a second', { 'retry-after': '1' });
		}
	});
};

function refuseWithout(...scopes: Scope[]): MiddlewareHandler<ApiEnv> {
	return async (context, next) => {
		if (!scopes.some((scope) => context.var.token.scopes.includes(scope))) {
			const scope = scopes.join(' ');
			const challenge = `${realm}, error="insufficient_scope", scope="${scope}"`;
			throw new HttpProblem(
				'forbidden',
				`Expected a token with the scope ${scopes.map((one) => `"${one}"`).join(' or ')}`,
				{
					'www-authenticate': challenge,
				},
			);
		}
		await next();
	};
}

/** What stands in an address is kept by proxies and browsers: such a token may do nothing else. */
export function soleScope(scope: Scope): MiddlewareHandler<ApiEnv> {
	return async (context, next) => {
		const isInAddress = context.req.header('authorization') === undefined;
		if (isInAddress && context.var.token.scopes.some((one) => one !== scope)) {
			const challenge = `${realm}, error="insufficient_scope", scope="${scope}"`;
			const detail = `Expected a token in the address to have no other scope than "${scope}"`;
			throw new HttpProblem('forbidden', detail, { 'www-authenticate': challenge });
		}
		await next();
	};
}

function limitBody(largest: number): MiddlewareHandler<ApiEnv> {
	return bodyLimit({
		maxSize: largest,
		onError: () => {
			throw new HttpProblem('too_large', `Expected at most ${largest} bytes`);
		},
	});
}

/** As the server has found it: never what the caller says. */
export function addressOf(context: ApiContext): string {
	return context.req.header('x-client-address') ?? '';
}

async function tokenOf(context: ApiContext): Promise<Token | null> {
	const {
		req,
		var: { runtime },
	} = context;
	const given = req.header('authorization') ?? `Bearer ${tokenInAddress(context) ?? ''}`;
	const secret = /^Bearer +([\w.~+/-]+=*)$/i.exec(given)?.[1];
	if (secret === undefined) return null;
	const now = runtime.clock();
	const token = await tokenOfSecret(runtime.stores, hashOfToken(secret), now);
	if (token) runtime.tokenUses.note(runtime.stores, token, now);
	return token;
}

/** For alerts only, from programs that can send no header (RFC 6750 §2.3). Nothing writes it down: the log has paths. */
function tokenInAddress({ req }: ApiContext): string | undefined {
	return req.path.startsWith(`${root}/alerts/`) ? req.query('token') : undefined;
}

function isTried(context: ApiContext): boolean {
	return context.req.header('authorization') !== undefined || tokenInAddress(context) !== undefined;
}

/** RFC 6750 §3: why is said only to those who tried. */
function unauthenticated(tried: boolean): HttpProblem {
	if (!tried) {
		return new HttpProblem('unauthenticated', 'Expected Authorization: Bearer TOKEN', { 'www-authenticate': realm });
	}
	const challenge = `${realm}, error="invalid_token"`;
	return new HttpProblem('unauthenticated', 'The token is unknown, revoked or expired', {
		'www-authenticate': challenge,
	});
}

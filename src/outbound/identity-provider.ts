import * as oidc from 'openid-client';
import type { IdentityProvider } from '../domain/identity-provider.ts';
import { HOUR } from '../domain/instant.ts';

export interface ProviderSettings {
	issuer: string;
	clientId: string;
	clientSecret: string;
	name: string;
}

/** In seconds. */
const PATIENCE = 10;

/** @param redirectUri to which it sends people back */
export function openProvider(settings: ProviderSettings, redirectUri: string): IdentityProvider {
	const discovered = discovering(settings);
	return {
		name: settings.name,
		leave: async (anew) => {
			const [state, nonce, verifier] = [oidc.randomState(), oidc.randomNonce(), oidc.randomPKCECodeVerifier()];
			const url = oidc.buildAuthorizationUrl(await discovered(), {
				...{ redirect_uri: redirectUri, scope: 'openid email', state, nonce },
				...{ code_challenge: await oidc.calculatePKCECodeChallenge(verifier), code_challenge_method: 'S256' },
				...(anew && { prompt: 'login', max_age: '0' }),
			});
			return { url: url.href, state, nonce, verifier };
		},
		comeBack: async (callback, { state, nonce, verifier }) => {
			const provider = await discovered();
			const checks = { expectedState: state, expectedNonce: nonce, pkceCodeVerifier: verifier, idTokenExpected: true };
			const tokens = await oidc.authorizationCodeGrant(provider, callback, checks);
			const claims = tokens.claims() as oidc.IDToken;
			const { email, email_verified } =
				typeof claims.email === 'string' ? claims : await oidc.fetchUserInfo(provider, tokens.access_token, claims.sub);
			return {
				issuer: claims.iss,
				subject: claims.sub,
				email: typeof email === 'string' ? email.trim().toLowerCase() : null,
				isVerified: email_verified === true,
				provedAt: typeof claims.auth_time === 'number' ? claims.auth_time * 1000 : null,
			};
		},
	};
}

/** What a provider says of itself holds for an hour; where it does not answer, it is asked again the next time. */
function discovering({ issuer, clientId, clientSecret }: ProviderSettings): () => Promise<oidc.Configuration> {
	let known: { by: Promise<oidc.Configuration>; until: number } | undefined;
	const server = new URL(issuer);
	// It warns of itself by being called deprecated. Only on this machine nobody listens in between: config.ts allows no other.
	const execute = server.protocol === 'http:' ? [oidc.allowInsecureRequests] : [];
	return () => {
		if (!known || known.until < performance.now()) {
			const by = oidc.discovery(server, clientId, clientSecret, undefined, { timeout: PATIENCE, execute });
			known = { by, until: performance.now() + HOUR };
			by.catch(() => {
				known = undefined;
			});
		}
		return known.by;
	};
}

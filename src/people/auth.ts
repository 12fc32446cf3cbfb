import { passkey } from '@better-auth/passkey';
import { APIError } from 'better-auth/api';
import { betterAuth } from 'better-auth/minimal';
import { twoFactor } from 'better-auth/plugins/two-factor';
import type { IdentityProvider } from '../domain/identity-provider.ts';
import { LONGEST_PASSWORD, SHORTEST_PASSWORD } from '../domain/password.ts';
import { keptLink } from '../domain/person.ts';
import type { Engine } from '../stores/engine.ts';
import { adapterOver } from './adapter.ts';
import { browserPlugin } from './browser-plugin.ts';
import { companyPlugin } from './company-plugin.ts';
import { newRecoveryCodes } from './recovery-codes.ts';
import type { NoteChange, SecurityChanges } from './security-changes.ts';

/** In seconds. */
const DAY = 86_400;
const SESSION_HOLDS = 7 * DAY;
/** Between password and code. */
const CODE_WAITS = 600;

interface Secret {
	version: number;
	value: string;
}

export interface Surroundings {
	siteUrl: string;
	siteName: string;
	/** That of today first: it signs and encrypts. The others only decrypt. */
	secrets: [Secret, ...Secret[]];
	newId: () => string;
	/** Where people of a company sign in; null for none. */
	provider: IdentityProvider | null;
	note: NoteChange;
	/** Hears what better-auth remarks. */
	remark: (message: string) => void;
}

export type Auth = ReturnType<typeof authOver>;

/** better-auth as this site uses it: nobody registers, nothing is told to others, and no address of it is served. */
export function authOver(
	engine: Engine,
	changes: SecurityChanges,
	{ siteUrl, siteName, secrets, newId, remark }: Omit<Surroundings, 'provider' | 'note'>,
) {
	return betterAuth({
		appName: siteName,
		baseURL: siteUrl,
		secrets,
		// What was encrypted before secrets had versions is of the oldest.
		secret: secrets.at(-1)!.value,
		database: adapterOver(engine, changes),
		telemetry: { enabled: false },
		logger: { log: (_, message) => remark(message) },
		// The console counts by itself, before it asks.
		rateLimit: { enabled: false },
		emailAndPassword: {
			enabled: true,
			disableSignUp: true,
			minPasswordLength: SHORTEST_PASSWORD,
			maxPasswordLength: LONGEST_PASSWORD,
			revokeSessionsOnPasswordReset: true,
		},
		user: {
			additionalFields: {
				role: { type: 'string', required: true, input: false },
				language: { type: 'string', required: false, input: false },
			},
		},
		// Whoever is removed is out at their next request: nothing is kept in a cookie.
		session: {
			...{ expiresIn: SESSION_HOLDS, updateAge: DAY, cookieCache: { enabled: false } },
			additionalFields: { provedAt: { type: 'date', required: false, input: false } },
		},
		verification: { storeIdentifier: { hash: async (identifier) => keptLink(identifier) } },
		advanced: {
			cookiePrefix: 'vigente',
			useSecureCookies: siteUrl.startsWith('https:'),
			defaultCookieAttributes: { sameSite: 'lax', httpOnly: true },
			ipAddress: { disableIpTracking: true },
			database: { generateId: () => newId() },
		},
		plugins: [
			twoFactor({
				...{ issuer: siteName, twoFactorCookieMaxAge: CODE_WAITS },
				backupCodeOptions: { customBackupCodesGenerate: newRecoveryCodes },
			}),
			companyPlugin(),
			browserPlugin(),
			passkey({
				...{ rpID: new URL(siteUrl).hostname, rpName: siteName, origin: siteUrl },
				authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
				registration: {
					afterVerification: ({ verification }) => demandOwner(verification.registrationInfo?.userVerified),
				},
				authentication: {
					afterVerification: ({ verification }) => demandOwner(verification.authenticationInfo.userVerified),
				},
			}),
		],
	});
}

/** Whoever has found a device has not found who it belongs to: it asked for a finger, a face or a number. */
function demandOwner(isVerified: boolean | undefined): void {
	if (!isVerified) throw new APIError('UNAUTHORIZED');
}

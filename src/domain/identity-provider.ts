import type { Instant } from './instant.ts';

/** What has to be kept between leaving for a provider and coming back from there (OpenID Connect Core §3.1.2.1, RFC 7636). */
export interface Leaving {
	state: string;
	nonce: string;
	verifier: string;
}

/** Who somebody is by what a provider says, and when they proved it there. */
export interface Identity {
	issuer: string;
	/** For ever the same person, at this issuer. */
	subject: string;
	/** In lower case; null where it was not said. */
	email: string | null;
	/** Does the provider vouch for the address? */
	isVerified: boolean;
	/** `auth_time`; null where it was not said. */
	provedAt: Instant | null;
}

/** Where a company's people sign in (OpenID Connect). */
export interface IdentityProvider {
	/** As its people call it. */
	name: string;
	/** @param anew must they prove it there again? @throws where it does not answer */
	leave(anew: boolean): Promise<Leaving & { url: string }>;
	/** @param callback the address to which it sent somebody back @throws where that is not what was asked for, or it does not answer */
	comeBack(callback: URL, leaving: Leaving): Promise<Identity>;
}

/** Who publishes: a person, a token or the system itself, by the name that the ledger keeps. */
export interface Author {
	name: string;
	/** Present where the caller may repeat the request (Idempotency-Key). */
	receipt?: { tokenId: string; key: string; requestSha256: string };
}

/** What the ledger says of a change that the public can see. */
export interface Publication {
	action: string;
	/** For example `incident/k3j9x0c2m1aa`. */
	subject: string;
	data: unknown;
}

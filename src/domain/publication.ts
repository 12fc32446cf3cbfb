/** Who publishes: a person, a token or the system itself, by the name that the ledger keeps. */
export interface Author {
	name: string;
	/** Present where the caller may repeat the request (Idempotency-Key). */
	receipt?: { tokenId: string; key: string; requestSha256: string };
}

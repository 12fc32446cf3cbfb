/** Where what is stored is not what the ledger says. */
export interface Difference {
	/** Such as `incidents`. */
	table: string;
	/** Which row of it, in words. */
	row: string;
	/** Null where a whole row is too much, or missing. */
	column: string | null;
	why: string;
}

/** SQLite answers before a promise can wait: where there is much to do, requests are answered between its parts. */
export function letOthersIn(): Promise<void> {
	return new Promise((resolve) => setImmediate(resolve));
}

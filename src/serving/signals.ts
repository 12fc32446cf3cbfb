/**
 * Stops when an operator or the system asks for it. Who asks a second time does not want to wait for requests under way:
 * the database is safe at any instant.
 */
export function stopOnSignal(stop: () => void): void {
	let asked = false;
	for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
		process.on(signal, () => {
			if (asked) process.exit(1);
			asked = true;
			stop();
		});
	}
}

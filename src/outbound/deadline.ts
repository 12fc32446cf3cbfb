import { OutboundFailure } from './failure.ts';

/**
 * Does `act` within `millis` in all, whatever it waits for. Its signal is aborted at the deadline, and when `outer` is;
 * the promise ends then even where `act` doesn't listen.
 *
 * @throws OutboundFailure "timed out after 10 s", or what `act` throws
 */
export async function within<T>(
	millis: number,
	outer: AbortSignal | undefined,
	act: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
	const ending = new AbortController();
	const end = (why: string) => ending.abort(new OutboundFailure(why));
	const stop = () => end('stopped');
	const timer = setTimeout(() => end(`timed out after ${millis / 1000} s`), millis);
	if (outer?.aborted) stop();
	outer?.addEventListener('abort', stop, { once: true });
	try {
		return await Promise.race([ended(ending.signal), act(ending.signal)]);
	} finally {
		clearTimeout(timer);
		outer?.removeEventListener('abort', stop);
		ending.abort(); // whatever `act` left open is closed
	}
}

function ended(signal: AbortSignal): Promise<never> {
	return new Promise((_, reject) => {
		if (signal.aborted) reject(signal.reason);
		signal.addEventListener('abort', () => reject(signal.reason), { once: true });
	});
}

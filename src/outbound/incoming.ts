import type { IncomingHttpHeaders } from 'node:http';
import type { Readable } from 'node:stream';

/** What may stand above a body, in bytes: as much as browsers take. Node's own limit is a sixteenth of it. */
export const MOST_HEADERS = 256 * 1024;

/** An answer of which the head is there, over whichever version of HTTP. */
export interface Incoming {
	status: number;
	/** Names are in small letters; whatever isn't ASCII stands there as bytes (Latin-1). */
	headers: IncomingHttpHeaders;
	/** As it comes: encoded. */
	body: Readable;
	/** Once the body has ended: is that all of it? */
	isComplete: () => boolean;
	/** Ends the connection, whatever is still to come. */
	close: () => void;
}

import type { ComponentStatus } from '../../domain/component.ts';
import { OutboundFailure } from '../failure.ts';

/** What a partner says of itself. */
export interface Said {
	status: ComponentStatus;
	/** In the partner's own words. */
	detail: string | null;
	/** Will the same text mean something else later? Then it has to be read again, changed or not. */
	fades?: boolean;
}

/** @throws OutboundFailure */
export function readJson(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		throw new OutboundFailure(/^\s*</.test(text) ? 'the answer is HTML or XML, not JSON' : 'the answer is not JSON');
	}
}

import { type Mended, mendedBody } from '../domain/imports/mended-text.ts';
import { messageFlaws } from '../render/message-flaws.ts';

/** What was written elsewhere as a message, with what its readers will not see as it was meant. @param status of the update */
export function mendedMessage(written: string, status: string): Mended {
	const { text, remarks } = mendedBody(written, status);
	return {
		text,
		remarks: [...remarks, ...messageFlaws(text).map((flaw) => flaw.replace(/^L/, 'l'))],
	};
}

/** What XML 1.0 §2.2 has no character for: most controls, halves of surrogate pairs, U+FFFE and U+FFFF. */
const unfit = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu;

/** A text without what no reader of feeds or calendars can take: whatever lies in the database, one post spoils no feed. */
export function sendable(text: string): string {
	return text.replace(unfit, '');
}

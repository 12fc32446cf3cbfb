import { tangledLine } from './nesting.ts';
import { escaped } from './sanitise.ts';

/** What the parser can't bear is shown as it was typed. */
export function guarded<T>(markdown: string, fallback: (html: string) => T, render: () => T): T {
	const asTyped = () => fallback(`<pre>${escaped(markdown)}</pre>`);
	if (tangledLine(markdown) !== null) return asTyped();
	try {
		return render();
	} catch {
		return asTyped();
	}
}

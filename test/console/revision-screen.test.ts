import { expect, test } from 'vitest';
import { draftsOf } from '../../src/console/revision-form.ts';
import { termsIn } from '../../src/console/revision-screen.ts';

test('a draft that says nothing but its title and its summary has no terms, and shuts no screen', () => {
	for (const front of ['title: x\nsummary: y', 'title: x', '# a remark', '']) {
		const drafts = draftsOf({ es: `---\n${front}\n---\n\n# x\n\n**1.** Hola.\n` }, 2);
		expect(drafts && termsIn(drafts), front).toBeNull();
	}
});

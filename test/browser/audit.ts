import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';

const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

/** Opens whatever is folded, once the page has its styles: what is measured before has sizes that no reader sees. */
export async function unfold(page: Page): Promise<void> {
	await page.waitForLoadState();
	await page.evaluate('for (const one of document.querySelectorAll("details")) one.open = true');
}

/** As if every component had the status of this name. */
export async function sayEverywhere(page: Page, status: string): Promise<void> {
	await page.evaluate((said) => {
		for (const one of document.querySelectorAll('main .status')) (one.lastChild as Text).textContent = said;
	}, status);
}

/** That axe finds nothing on a page, also in what is folded. */
export async function expectAccessible(page: Page, name: string): Promise<void> {
	await unfold(page);
	await page.addScriptTag({ path: axe });
	const found = await page.evaluate(
		'axe.run({ runOnly: ["wcag2a","wcag2aa","wcag21a","wcag21aa","wcag22aa","best-practice"], resultTypes: ["violations"] })',
	);
	const { violations } = found as { violations: { id: string; nodes: { html: string }[] }[] };
	expect(violations.map(({ id, nodes }) => `${name} ${id}: ${nodes[0]?.html}`)).toEqual([]);
}

/** That nothing on a page sticks out of it, also of what is folded, but for what scrolls by itself. */
export async function expectToFit(page: Page, name: string): Promise<void> {
	await unfold(page);
	expect(await page.evaluate(stickingOut), `${name} is too wide`).toEqual([]);
}

/** In the page: what it needs sideways, and each of its elements that ends beyond it, or beyond the cell that it stands in. */
function stickingOut(): string[] {
	const width = document.documentElement.clientWidth;
	const found = document.documentElement.scrollWidth > width ? [`page ${document.documentElement.scrollWidth}`] : [];
	for (const element of document.querySelectorAll('main *, header *, footer *')) {
		const scroller = element.parentElement?.closest('.wide, pre, .unseen, .skip, svg');
		const { right, left } = element.getBoundingClientRect();
		const cell = element.tagName === 'TIME' ? element.closest('dd, td, p')?.getBoundingClientRect().right : undefined;
		const isOut = right > width + 1 || (left < -1 && right > 0) || right > (cell ?? Infinity) + 1;
		if (isOut && !scroller && !element.matches('.unseen, .skip')) {
			found.push(`${element.tagName.toLowerCase()}.${element.className} to ${Math.round(right)} of ${width}`);
		}
	}
	return found.slice(0, 5);
}

/** That no word on a page is broken from one line to the next, also of what is folded. */
export async function expectWholeWords(page: Page, name: string): Promise<void> {
	await unfold(page);
	expect(await page.evaluate(brokenWords), `${name} breaks words`).toEqual([]);
}

/** In the page: the words that stand on more than one line. */
function brokenWords(): string[] {
	const found: string[] = [];
	const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
	for (let text = texts.nextNode(); text; text = texts.nextNode()) {
		if (text.parentElement?.closest('script, .unseen, .skip, .paper')) continue;
		for (const { 0: word, index } of (text.textContent ?? '').matchAll(/[\p{L}\d]+/gu)) {
			const range = document.createRange();
			range.setStart(text, index);
			range.setEnd(text, index + word.length);
			if (new Set([...range.getClientRects()].map(({ top }) => Math.round(top))).size > 1) found.push(word);
		}
	}
	return found;
}

import type { Locator, Page } from 'playwright-core';
import { PASSWORD } from '../console-site.ts';

/** Fills in the sign-in that a page of the console asks for. */
export async function signIn(page: Page, email: string): Promise<void> {
	await page.fill('[name=email]', email);
	await page.fill('[name=password]', PASSWORD);
	await page.click('main button.main');
}

/** One choice of several. */
export function chip(page: Page, name: string, value: string): Locator {
	return page.locator(`input[name="${name}"][value="${value}"]`);
}

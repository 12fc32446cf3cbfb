import chromium from '@sparticuz/chromium';
import { type Browser, chromium as playwright } from 'playwright-core';

/** The browser that comes inside a package: nothing to install. @param textSize as its reader has chosen, in pixels */
export async function launchBrowser({ textSize = 16 } = {}): Promise<Browser> {
	// In one process, which suits a function in the cloud, the browser dies with its first page.
	const args = chromium.args.filter((arg) => !['--single-process', '--no-zygote'].includes(arg));
	args.push(`--blink-settings=defaultFontSize=${textSize}`);
	return playwright.launch({ args, executablePath: await chromium.executablePath(), headless: true });
}

import chromium from '@sparticuz/chromium';
import { type Browser, chromium as playwright } from 'playwright-core';

/** The browser that comes inside a package: nothing to install. @param textSize as its reader has chosen, in pixels */
export async function launchBrowser({ textSize = 16 } = {}): Promise<Browser> {
	// In one process, which suits a function in the cloud, the browser dies with its first page; and without the rules of the
	// web (CORS, Origin) it is no browser that anybody has.
	const unlike = ['--single-process', '--no-zygote', '--disable-web-security', '--allow-running-insecure-content'];
	const args = chromium.args.filter((arg) => !unlike.includes(arg));
	args.push(`--blink-settings=defaultFontSize=${textSize}`);
	return playwright.launch({ args, executablePath: await chromium.executablePath(), headless: true });
}

// Compares this computer with the requirements, as far as a browser tells, and says what it cannot tell.
interface Check {
	browser: string;
	systems: string[];
	memory: { minimum: number; recommended: number };
	bandwidth: { minimum: number; recommended: number };
	words: Record<'ok' | 'low' | 'enough' | 'unknown' | 'notNewest' | 'byHand' | 'more' | 'atLeast' | 'about', string>;
}

/** What Chromium tells and others don't. */
interface Told extends Navigator {
	deviceMemory?: number;
	connection?: { downlink?: number };
	userAgentData?: { brands: { brand: string; version: string }[]; platform: string };
}

const table = document.getElementById('requirements');
const button = document.getElementById('check');
if (table && button) {
	button.hidden = false;
	button.addEventListener('click', () => show(table, compare(JSON.parse(table.dataset.check ?? '{}') as Check)));
}

function show(table: HTMLElement, findings: Record<string, string>): void {
	for (const cell of table.querySelectorAll<HTMLElement>('[data-yours]')) {
		cell.hidden = false;
		const finding = findings[cell.dataset.yours ?? ''];
		if (finding !== undefined) cell.textContent = finding;
	}
}

function compare({ browser, systems, memory, bandwidth, words }: Check): Record<string, string> {
	const { deviceMemory, connection, userAgentData } = navigator as Told;
	const brand = userAgentData?.brands.find((one) => one.brand === browser);
	const platform = userAgentData?.platform;
	return {
		browser: brand ? `${browser} ${brand.version}. ${words.notNewest}.` : userAgentData ? words.low : words.unknown,
		system: platform ? `${platform}: ${systems.includes(platform) ? words.ok : words.low}` : words.unknown,
		// A browser never tells more than 8 GB, so as not to tell visitors apart.
		memory: measured(deviceMemory, memory, words.atLeast, 'GB', words),
		bandwidth: bandwidthOf(connection?.downlink, bandwidth, words),
		email: words.byHand,
	};
}

/** Chrome never tells more than 10 Mbps, for the same reason: whether it is 30, it cannot say. */
function bandwidthOf(downlink: number | undefined, needed: Check['bandwidth'], words: Check['words']): string {
	if (downlink === undefined || downlink < 10) return measured(downlink, needed, words.about, 'Mbps', words);
	return `${words.enough} (${words.atLeast.replace('{}', '10 Mbps')}; ${words.more})`;
}

function measured(
	value: number | undefined,
	needed: Check['memory'],
	phrase: string,
	unit: string,
	words: Check['words'],
): string {
	if (value === undefined) return words.unknown;
	const verdict = value >= needed.recommended ? words.ok : value >= needed.minimum ? words.enough : words.low;
	return `${verdict} (${phrase.replace('{}', `${value} ${unit}`)})`;
}

// Compares this computer with the requirements, as far as a browser tells, and says what it cannot tell.
interface Check {
	browser: string;
	systems: string[];
	memory: { minimum: number; recommended: number };
	bandwidth: { minimum: number; recommended: number };
	words: Record<Verdict | 'notNewest' | 'byHand' | 'more' | 'atLeast' | 'about' | 'fine', string>;
}

type Verdict = 'ok' | 'enough' | 'low' | 'unknown';

interface Finding {
	verdict: Verdict;
	text: string;
}

/** What Chromium tells and others don't. */
interface Told extends Navigator {
	deviceMemory?: number;
	connection?: { downlink?: number };
	userAgentData?: { brands: { brand: string; version: string }[]; platform: string };
}

const table = document.getElementById('requirements');
const button = document.getElementById('check');
const outcome = document.getElementById('checked');
if (table && button && outcome) {
	button.hidden = false;
	button.addEventListener('click', () => {
		const check = JSON.parse(table.dataset.check ?? '{}') as Check;
		const lacking = show(table, compare(check));
		outcome.textContent = lacking.length === 0 ? check.words.fine : `${check.words.low}: ${lacking.join(', ')}`;
		outcome.className = `finding ${lacking.length === 0 ? 'enough' : 'low'}`;
	});
}

/** Says each finding in its row. @returns the names of what is not enough */
function show(table: HTMLElement, findings: Record<string, Finding>): string[] {
	const lacking: string[] = [];
	for (const cell of table.querySelectorAll<HTMLElement>('[data-yours]')) {
		cell.hidden = false;
		const finding = findings[cell.dataset.yours ?? ''];
		if (finding === undefined) continue;
		cell.textContent = finding.text;
		cell.className = `finding ${finding.verdict}`;
		if (finding.verdict === 'low') lacking.push(cell.parentElement?.firstElementChild?.firstChild?.textContent ?? '');
	}
	return lacking;
}

function compare({ browser, systems, memory, bandwidth, words }: Check): Record<string, Finding> {
	const { deviceMemory, connection, userAgentData } = navigator as Told;
	const brand = userAgentData?.brands.find((one) => one.brand === browser);
	const platform = userAgentData?.platform;
	return {
		browser: brand
			? { verdict: 'enough', text: `${browser} ${brand.version}. ${words.notNewest}.` }
			: said(userAgentData ? 'low' : 'unknown', words),
		system: platform ? said(systems.includes(platform) ? 'ok' : 'low', words, platform) : said('unknown', words),
		// A browser never tells more than 8 GB, so as not to tell visitors apart.
		memory: measured(deviceMemory, memory, words.atLeast, 'GB', words),
		bandwidth: bandwidthOf(connection?.downlink, bandwidth, words),
		email: { verdict: 'unknown', text: words.byHand },
	};
}

/** Chrome never tells more than 10 Mbps, for the same reason: whether it is 30, it cannot say. */
function bandwidthOf(downlink: number | undefined, needed: Check['bandwidth'], words: Check['words']): Finding {
	if (downlink === undefined || downlink < 10) return measured(downlink, needed, words.about, 'Mbps', words);
	return { verdict: 'enough', text: `${words.enough} (${words.atLeast.replace('{}', '10 Mbps')}; ${words.more})` };
}

function measured(
	value: number | undefined,
	needed: Check['memory'],
	phrase: string,
	unit: string,
	words: Check['words'],
): Finding {
	if (value === undefined) return said('unknown', words);
	const verdict = value >= needed.recommended ? 'ok' : value >= needed.minimum ? 'enough' : 'low';
	return { verdict, text: `${words[verdict]} (${phrase.replace('{}', `${value} ${unit}`)})` };
}

function said(verdict: Verdict, words: Check['words'], what?: string): Finding {
	return { verdict, text: what === undefined ? words[verdict] : `${what}: ${words[verdict]}` };
}

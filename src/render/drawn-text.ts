import { fileURLToPath } from 'node:url';
import { Resvg } from '@resvg/resvg-js';

const regular = fileURLToPath(import.meta.resolve('dejavu-fonts-ttf/ttf/DejaVuSans.ttf'));
const bold = fileURLToPath(import.meta.resolve('dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf'));

/** The font of our pictures, wherever they are drawn: none of the machine's. */
export const font = { fontFiles: [regular, bold], loadSystemFonts: false, defaultFontFamily: 'DejaVu Sans' };

export type Weight = 400 | 700;

/** A text as lines of one size. */
export interface Fitted {
	size: number;
	lines: string[];
}

const MEASURED_AT = 100;
const widths = new Map<string, number>();

/** In lines no wider than so much, of the first size with which it takes no more lines than stand beside it; else it is cut. */
export function fitted(
	text: string,
	weight: Weight,
	width: number,
	sizes: readonly { size: number; most: number }[],
): Fitted {
	for (const { size, most } of sizes) {
		const lines = inLines(text, weight, width / size);
		if (lines.length <= most) return { size, lines };
	}
	const { size, most } = sizes.at(-1) ?? { size: 16, most: 1 };
	const lines = inLines(text, weight, width / size);
	const last = `${(lines[most - 1] ?? '').replace(/.{2}$/u, '')}…`;
	return { size, lines: [...lines.slice(0, most - 1), last] };
}

/** Between words, and within one only where it is too long for a line. @param width for a text of size 1 */
function inLines(text: string, weight: Weight, width: number): string[] {
	const lines: string[] = [];
	let [line, used] = ['', 0];
	const end = () => {
		if (line !== '') lines.push(line);
		[line, used] = ['', 0];
	};
	for (const word of text.split(/[\s\u2028\u2029]+/u).filter(Boolean)) {
		const space = line === '' ? 0 : widthOf(' ', weight);
		const own = widthOfAll(word, weight);
		if (used + space + own <= width) {
			line += (line === '' ? '' : ' ') + word;
			used += space + own;
			continue;
		}
		end();
		for (const { segment } of new Intl.Segmenter().segment(word)) {
			const more = widthOfAll(segment, weight);
			if (used + more > width) end();
			line += segment;
			used += more;
		}
	}
	end();
	return lines;
}

function widthOfAll(text: string, weight: Weight): number {
	let sum = 0;
	for (const character of text) sum += widthOf(character, weight);
	return sum;
}

/** Of a character of size 1, as it stands between others. */
function widthOf(character: string, weight: Weight): number {
	const key = `${weight}${character}`;
	let width = widths.get(key);
	if (width === undefined) {
		width = Math.max(0, drawnWidth(`n${character}n`, weight) - drawnWidth('nn', weight)) / MEASURED_AT;
		// However many scripts there are, those that a site is written in have fewer.
		if (widths.size > 5000) widths.clear();
		widths.set(key, width);
	}
	return width;
}

function drawnWidth(text: string, weight: Weight): number {
	const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="2000" height="200"><text y="100" font-family="DejaVu Sans" font-weight="${weight}" font-size="${MEASURED_AT}">${xml(text)}</text></svg>`;
	const own = { ...font, fontFiles: [weight === 700 ? bold : regular] };
	return new Resvg(svg, { font: own }).getBBox()?.width ?? 0;
}

/** As the content of an element. What XML cannot say is left out. */
export function xml(text: string): string {
	return text
		.replaceAll(/[\p{Cc}\p{Cs}\uFFFE\uFFFF]/gu, ' ')
		.replaceAll('&', '&amp;')
		.replaceAll('<', '&lt;')
		.replaceAll('>', '&gt;');
}

import { renderAsync } from '@resvg/resvg-js';
import type { ShownStatus } from '../domain/component.ts';
import { type Fitted, fitted, font, type Weight, xml } from './drawn-text.ts';

/** What is shown where an address of ours is shared. */
export interface Picture {
	site: string;
	/** The host that it is at. */
	host: string;
	/** Its colour is that of the picture. */
	mark: ShownStatus;
	/** The path beside it, in a square of 16. */
	shape: string;
	/** What the mark means, above the title; null where the title says it. */
	state: string | null;
	title: string;
	/** Below the title. */
	detail: string | null;
	/** At the foot: times, with their zone. */
	times: string[];
}

const WIDTH = 1200;
const HEIGHT = 630;
const EDGE = 72;
const INNER = WIDTH - 2 * EDGE;
/** From line to line. */
const LEADING = 1.22;

const ink = '#16191d';
const soft = '#565d66';
const colours: Record<ShownStatus, string> = {
	operational: '#147443',
	under_maintenance: '#3a5bc7',
	degraded_performance: '#8a5a00',
	partial_outage: '#b04300',
	major_outage: '#b3261e',
	unknown: soft,
};

/** The larger the fewer its lines are. */
const titleSizes = [
	{ size: 76, most: 2 },
	{ size: 64, most: 3 },
	{ size: 52, most: 4 },
	{ size: 44, most: 5 },
	{ size: 37, most: 6 },
	{ size: 30, most: 7 },
];

/** @returns a PNG of 1200 × 630 */
export async function drawPicture(picture: Picture): Promise<Uint8Array<ArrayBuffer>> {
	const image = await renderAsync(pictureSvg(picture), { font });
	return new Uint8Array(image.asPng());
}

function pictureSvg({ site, host, mark, shape, state, title, detail, times }: Picture): string {
	const colour = colours[mark];
	const beside = state === null ? 108 : 0;
	const heading = fitted(title, 700, INNER - beside, titleSizes);
	const name = fitted(site, 700, 620, [{ size: 34, most: 1 }]);
	const at = fitted(host, 400, 400, [
		{ size: 26, most: 1 },
		{ size: 20, most: 1 },
	]);
	const foot = {
		size: 27,
		lines: times.slice(0, 2).map((one) => fitted(one, 400, INNER, [{ size: 27, most: 1 }]).lines[0] ?? ''),
	};
	const top = state === null ? 170 : 240;
	const afterTitle = top + heightOf(heading) + 14;
	const atFoot = 588 - heightOf(foot);
	// What is said beside the title has the room that is left.
	const room = Math.min(2, Math.floor((atFoot - afterTitle) / (30 * LEADING)));
	const said =
		detail && room > 0 ? fitted(detail, 400, INNER - beside, [{ size: 30, most: room }]) : { size: 30, lines: [] };
	const drawn = (path: string, x: number, y: number, size: number) =>
		`<path transform="translate(${x} ${y}) scale(${size / 16})" fill-rule="evenodd" fill="${colour}" d="${path}"/>`;
	const stated = fitted(state ?? '', 700, INNER - 72, [
		{ size: 38, most: 1 },
		{ size: 30, most: 1 },
	]);
	return [
		`<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="DejaVu Sans">`,
		`<rect width="${WIDTH}" height="${HEIGHT}" fill="#fff"/><rect width="16" height="${HEIGHT}" fill="${colour}"/>`,
		lines(name, { x: EDGE, top: 62, weight: 700, fill: ink }),
		lines(at, { x: WIDTH - EDGE, top: 68, weight: 400, fill: soft, anchor: 'end' }),
		state === null ? drawn(shape, EDGE, top + heading.size * 0.1, 84) : drawn(shape, EDGE, 164, 52),
		lines(stated, { x: EDGE + 72, top: 168, weight: 700, fill: colour }),
		lines(heading, { x: EDGE + beside, top, weight: 700, fill: ink }),
		lines(said, { x: EDGE + beside, top: afterTitle, weight: 400, fill: soft }),
		lines(foot, { x: EDGE, top: atFoot, weight: 400, fill: ink }),
		'</svg>',
	].join('');
}

interface Place {
	x: number;
	/** Of the first line. */
	top: number;
	weight: Weight;
	fill: string;
	anchor?: 'start' | 'end';
}

function heightOf({ lines: { length }, size }: Fitted): number {
	return length * size * LEADING;
}

function lines({ lines: all, size }: Fitted, { x, top, weight, fill, anchor = 'start' }: Place): string {
	return all
		.map((line, nth) => {
			const y = (top + size * (0.95 + nth * LEADING)).toFixed(1);
			return `<text x="${x}" y="${y}" font-size="${size}" font-weight="${weight}" fill="${fill}" text-anchor="${anchor}">${xml(line)}</text>`;
		})
		.join('');
}

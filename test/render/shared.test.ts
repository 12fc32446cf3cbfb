import { expect, test } from 'vitest';
import { fitted } from '../../src/render/drawn-text.ts';
import { drawPicture } from '../../src/render/picture.ts';
import { renderSitemap, renderSitemapIndex } from '../../src/render/sitemap.ts';

const sizes = [
	{ size: 60, most: 2 },
	{ size: 30, most: 3 },
];

test('a title takes the largest size that it fits in, and is cut where it fits in none', () => {
	expect(fitted('Short', 700, 1000, sizes)).toEqual({ size: 60, lines: ['Short'] });
	expect(fitted('many words '.repeat(10), 700, 1000, sizes)).toMatchObject({ size: 30 });
	const endless = fitted('W'.repeat(400), 700, 1000, sizes);
	expect([endless.size, endless.lines.length, endless.lines[2]?.endsWith('…')]).toEqual([30, 3, true]);
	// No line is wider than its room: a W of size 30 is at least 30 wide.
	for (const line of endless.lines) expect(line.length).toBeLessThanOrEqual(34);
});

test.each(['</text><script>', '&amp; ]]> "\'', '\u202eabc\u0007', '漢字 😀 שלום', '\u2028'])(
	'whatever it is called, %j is drawn',
	async (title) => {
		const about = {
			site: title,
			host: 'x',
			mark: 'unknown',
			shape: 'M0 0h16v16Z',
			state: title,
			detail: title,
		} as const;
		const png = Buffer.from(await drawPicture({ ...about, title, times: [title] }));
		expect(png.toString('latin1', 1, 4)).toBe('PNG');
	},
);

test('a sitemap names each address once, and an index its parts', () => {
	const addresses = {
		es: 'https://x.example/a?b&c',
		en: 'https://x.example/en/a',
		'x-default': 'https://x.example/a?b&c',
	};
	const xml = renderSitemap([{ addresses }]);
	expect(xml.match(/<loc>/g)).toHaveLength(2);
	expect(xml).toContain('<loc>https://x.example/a?b&amp;c</loc>');
	expect(renderSitemapIndex(['https://x.example/sitemap-1.xml'])).toContain(
		'<sitemap><loc>https://x.example/sitemap-1.xml</loc></sitemap>',
	);
});

import { appendFileSync, cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Client, newIncident } from '../api/client.ts';
import { startServer, type TestServer } from '../server.ts';

const folder = mkdtempSync(join(tmpdir(), 'vigente-found-'));
let server: TestServer;
let staff: Client;
let incident: string;
let retracted: string;
const hostile = '</title>"><script>alert(1)</script> &amp; ]]>';

beforeAll(async () => {
	const content = join(folder, 'content');
	cpSync(fileURLToPath(new URL('../../content', import.meta.url)), content, { recursive: true });
	appendFileSync(
		join(content, 'site.yaml'),
		'\nsecurity: { contact: [mailto:security@example.com, https://example.com/report], preferred_languages: [es, pt-BR] }\n',
	);
	server = await startServer({ content });
	staff = new Client(server, await server.token('status'));
	const open = async (title: string) =>
		(await staff.post<{ id: string }>('/incidents', newIncident({ title: { es: title } }))).body.id;
	[incident, retracted] = [await open(hostile), await open('Un error')];
	await staff.post(`/incidents/${retracted}/retraction`, { reason: 'Era una prueba.' });
});
afterAll(async () => {
	await server.stop();
	rmSync(folder, { recursive: true });
});

const get = (path: string) => fetch(server.url + path);
const text = async (path: string) => (await get(path)).text();
const meta = (html: string, name: string) =>
	new RegExp(`<meta (?:property|name)="${name}" content="([^"]*)"`).exec(html)?.[1];

describe('for search engines', () => {
	test('robots.txt names the sitemap, and keeps them from what is for one caller', async () => {
		const answer = await get('/robots.txt');
		expect(answer.headers.get('content-type')).toBe('text/plain; charset=utf-8');
		expect(await answer.text()).toBe(
			'User-agent: *\nDisallow: /api/v1/\nDisallow: /healthz\nDisallow: /metrics\n\nSitemap: https://status.example.com/sitemap.xml\n',
		);
	});

	test('the sitemap has every page that lasts, in each language, and each page is there', async () => {
		const xml = await text('/sitemap.xml');
		const urls = [...xml.matchAll(/<loc>https:\/\/status\.example\.com([^<]*)<\/loc>/g)].map(
			([, path]) => path as string,
		);
		expect(new Set(urls).size).toBe(urls.length);
		for (const path of [
			'/',
			'/en',
			'/pt-br/history',
			`/incidents/${incident}`,
			'/components/api',
			'/sla/blip-go',
			'/sla/blip-go/1',
		])
			expect(urls).toContain(path);
		expect(urls).not.toContain(`/incidents/${retracted}`);
		expect(urls.some((path) => /^\/history\/\d{4}-\d\d$/.test(path))).toBe(true);
		expect(urls.some((path) => /^\/en\/sla\/blip-go\/report\/\d{4}-\d\d$/.test(path))).toBe(true);
		expect(xml).toContain(
			'<url><loc>https://status.example.com/en/support</loc><xhtml:link rel="alternate" hreflang="es" href="https://status.example.com/support"/><xhtml:link rel="alternate" hreflang="pt-BR" href="https://status.example.com/pt-br/support"/><xhtml:link rel="alternate" hreflang="en" href="https://status.example.com/en/support"/><xhtml:link rel="alternate" hreflang="x-default" href="https://status.example.com/support"/></url>',
		);
		for (const path of urls.filter((path) => path.startsWith('/en'))) {
			const answer = await get(path);
			const html = await answer.text();
			expect([path, answer.status]).toEqual([path, 200]);
			expect(html).toContain(`<link rel="canonical" href="https://status.example.com${path}">`);
			for (const language of ['es', 'pt-BR', 'en', 'x-default']) expect(html).toContain(`hreflang="${language}"`);
		}
		expect((await get('/sitemap-1.xml')).status).toBe(404);
	});

	test('security.txt says what site.yaml says, and until when', async () => {
		const lines = (await text('/.well-known/security.txt')).trim().split('\n');
		expect(lines).toEqual([
			'Contact: mailto:security@example.com',
			'Contact: https://example.com/report',
			expect.stringMatching(/^Expires: \d{4}-\d\d-\d\dT00:00:00\.000Z$/),
			'Preferred-Languages: es, pt-BR',
			'Canonical: https://status.example.com/.well-known/security.txt',
		]);
		const days = (Date.parse(lines[2]?.slice(9) ?? '') - Date.now()) / 86_400_000;
		expect(days).toBeGreaterThan(89);
		expect(days).toBeLessThan(365);
	});
});

describe('where an address is shared', () => {
	test('every page has a title, a description and a picture', async () => {
		for (const path of ['/', '/en/history', '/support', '/pt-br/sla/blip-go', `/incidents/${incident}`]) {
			const html = await text(path);
			for (const name of ['description', 'og:title', 'og:description', 'og:image:alt', 'og:locale', 'og:url'])
				expect(meta(html, name), `${path} ${name}`).toBeTruthy();
			const image = meta(html, 'og:image')?.replace('https://status.example.com', '') ?? '';
			const answer = await get(image);
			expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'image/png']);
			const png = Buffer.from(await answer.arrayBuffer());
			expect([png.toString('latin1', 1, 4), png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual(['PNG', 1200, 630]);
		}
	});

	test('the picture has another address after each publication, and is kept until then', async () => {
		const image = async () => meta(await text(`/incidents/${incident}`), 'og:image')?.slice(26) ?? '';
		const before = await image();
		expect(before).toMatch(new RegExp(`^/incidents/${incident}/og\\.png\\?v=\\d+$`));
		const first = await get(before);
		const again = await fetch(server.url + before, {
			headers: { 'if-none-match': first.headers.get('etag') as string },
		});
		expect(again.status).toBe(304);
		await staff.post(`/incidents/${incident}/updates`, { status: 'resolved', body: 'Listo.' });
		expect(await image()).not.toBe(before);
		expect((await get(before)).headers.get('etag')).not.toBe(first.headers.get('etag'));
	});

	test('whatever it is called, the page stays whole', async () => {
		const html = await text(`/incidents/${incident}`);
		// Within quotes only they have to be escaped.
		expect(meta(html, 'og:title')).toBe('</title>&quot;><script>alert(1)</script> &amp;amp; ]]>');
		expect(html.replaceAll(/content="[^"]*"/g, '')).not.toContain('<script>alert');
	});

	test('what is not there has no picture', async () => {
		expect((await get('/incidents/nowhere/og.png')).status).toBe(404);
		expect(meta(await text('/nowhere'), 'og:image')).toBeUndefined();
	});
});

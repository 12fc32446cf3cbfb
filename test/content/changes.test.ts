import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { changesOf } from '../../src/content/changes.ts';
import { type Content, loadContent } from '../../src/content/load-content.ts';
import { watchedContent } from '../../src/demo/watched-content.ts';

let dir: string;
const monitors = [
	{ name: 'website', http: { url: 'http://127.0.0.1:1/', headers: { 'x-key': 'secret' } }, interval: '5m' },
];
const read = () => loadContent(watchedContent({ api: { monitors } }, dir));
let before: Content;
let after: Content;

beforeEach(() => {
	dir = join(mkdtempSync(join(tmpdir(), 'vigente-changes-')), 'content');
	before = read();
	after = read();
});
afterEach(() => rmSync(dir, { recursive: true }));

const told = () => changesOf(before, after).map(({ what, name, turn }) => `${turn} ${what} ${name}`);
const component = (slug: string) => {
	const found = after.catalogue.components.find((one) => one.slug === slug);
	if (!found) throw new Error(`No ${slug}`);
	return found;
};

test('what was read twice has not changed', () => {
	expect(told()).toEqual([]);
});

test('systems, partners, monitors, templates, agreements and texts come and leave by name', () => {
	const { catalogue } = after;
	catalogue.components = catalogue.components.filter(({ slug }) => slug !== 'campaigns' && slug !== 'telegram');
	catalogue.components.push({ ...component('reports'), slug: 'billing' });
	component('api').monitors = [];
	after.templates = [{ name: 'slow', kind: 'incident', title: { es: 'x' }, body: { es: 'x' }, values: {} }];
	after.revisionFiles = after.revisionFiles.filter(({ document }) => document !== 'blip-go');
	after.revisionFiles.push({ file: 'x', document: 'privacy', number: 1, language: 'es', source: 'x' });
	expect(told().sort()).toEqual(
		[
			'came agreement privacy',
			'came system billing',
			'came template slow',
			'came text sla/privacy/1.es.md',
			'left agreement blip-go',
			'left monitor api/website',
			'left partner telegram',
			'left system campaigns',
			...['en', 'es', 'pt-BR'].map((language) => `left text sla/blip-go/1.${language}.md`),
			...before.templates.map(({ name }) => `left template ${name}`),
		].sort(),
	);
});

test('what is said otherwise has changed, and nothing tells what it says', () => {
	const [monitor] = component('api').monitors;
	Object.assign(monitor?.probe ?? {}, { headers: { 'x-key': 'another secret' } });
	component('reports').name = { es: 'Informes de hoy' };
	after.site.name = 'Nimbo';
	expect(told()).toEqual(['changed setting name', 'changed system reports', 'changed monitor api/website']);
	expect(JSON.stringify(changesOf(before, after))).not.toMatch(/secret|Informes|Nimbo/);
});

test('a system under a new name has changed, and neither came nor left; so have its monitors', () => {
	Object.assign(component('api'), { slug: 'interface', formerly: ['api'] });
	expect(told()).toEqual(['changed system interface']);
});

test('a file of a published text that says something else has changed', () => {
	const [file] = after.revisionFiles;
	writeFileSync(file?.file ?? '', `${file?.source}\nMás.`);
	after = loadContent(dir);
	expect(told()).toEqual(['changed text sla/blip-go/1.en.md']);
});

import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { loadContent } from '../../src/content/load-content.ts';
import { ContentError } from '../../src/files/content-error.ts';
import { inPaces } from '../pace.ts';

const real = fileURLToPath(new URL('../../content', import.meta.url));
let dir: string;

beforeEach(() => {
	dir = mkdtempSync(join(tmpdir(), 'vigente-content-'));
	cpSync(real, dir, { recursive: true });
});
afterEach(() => rmSync(dir, { recursive: true }));

describe('the content that Vigente comes with', () => {
	test('loads', () => {
		const { site, catalogue, revisionFiles } = loadContent(real);
		expect(site.name).toBe('Blip Go!');
		expect(site.languages).toEqual(['es', 'pt-BR', 'en']);
		expect(site.office).toEqual({ days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '09:00', to: '17:00' });
		expect(catalogue.components.length).toBeLessThanOrEqual(20);
		expect(catalogue.components.filter(({ kind }) => kind === 'partner')).toHaveLength(6);
		expect(revisionFiles.map(({ document, number, language }) => `${document}/${number}.${language}`)).toEqual([
			'blip-go/1.en',
			'blip-go/1.es',
			'blip-go/1.pt-BR',
		]);
	});

	test('says everything in the three languages', () => {
		const { site, catalogue } = loadContent(real);
		const texts = [
			...catalogue.groups.map(({ name }) => name),
			...catalogue.components.flatMap(({ name, description }) => [name, description]),
			...site.channels.flatMap(({ name, audience, purpose }) => [name, audience, purpose]),
			...site.links.map(({ name }) => name),
			...Object.values(site.requirements.texts),
		];
		for (const text of texts) expect(Object.keys(text).sort()).toEqual(['en', 'es', 'pt-BR']);
	});

	test('invents no address for a legal text that has none', () => {
		for (const { url } of loadContent(real).site.links) expect(url).toBe('');
	});
});

describe('an error in the files is one line: file, line, path, what was expected', () => {
	const site: [string, string, string, string][] = [
		['a time that is none', 'from: "09:00"', 'from: 9am', 'office.from: expected a time such as "09:00"'],
		[
			'an office that closes before it opens',
			'to: "17:00"',
			'to: "08:00"',
			'office.to: expected a time after office.from',
		],
		[
			'a witness whose key is none',
			'uptime_weights:',
			'witnesses: [{ url: "https://witness.example", key: "witness.example+00000000+AAAA" }]\nuptime_weights:',
			'witnesses[0].key: expected the key of a witness, such as',
		],
		['an unknown day', 'mon, tue', 'mon, monday', 'office.days[1]: expected "mon" or "tue"'],
		[
			'an unknown zone',
			'America/Sao_Paulo',
			'America/Blip',
			'time_zone: expected a time zone such as "America/Sao_Paulo"',
		],
		['an offset instead of a zone', 'America/Sao_Paulo', '"-03:00"', 'time_zone: expected a time zone'],
		['an unknown country', 'country: BR', 'country: XX', 'holidays.country: expected a country code such as "BR"'],
		[
			'a country that only JavaScript knows',
			'country: BR',
			'country: constructor',
			'holidays.country: expected a country code',
		],
		['an unknown language', '[es, pt-BR, en]', '[es, fr]', 'languages[1]: expected "es" or "pt-BR" or "en"'],
		['a language twice', '[es, pt-BR, en]', '[es, es]', 'languages: expected each language once'],
		['an unknown key', 'time_zone:', 'timezone: x\ntime_zone:', 'timezone: unknown key'],
		['a missing key', 'time_zone: America/Sao_Paulo', '', 'time_zone: expected a string, found nothing'],
		[
			'a script address',
			'https://community.blip.ai/',
			'javascript:alert(1)',
			'channels[2].url: expected an address such as',
		],
		['an id twice', 'id: help-centre', 'id: community', 'channels: expected each id once'],
		[
			'less recommended than required',
			'recommended: 8',
			'recommended: 2',
			'requirements.memory_gb.recommended: expected a number',
		],
		[
			'a weight above one',
			'partial_outage: 0.3',
			'partial_outage: 3',
			'uptime_weights.partial_outage: expected number to be <=1',
		],
		[
			'a holiday that is no date',
			'not: []',
			'not: [carnival]',
			'holidays.not[0]: expected a date such as "2026-12-24"',
		],
		['the same key twice', 'name: Blip Go!', 'name: Blip Go!\nname: Other', 'map keys must be unique'],
		['broken YAML', 'name: Blip Go!', 'name: "Blip Go!', ''],
	];

	test.each(site)('site.yaml: %s', (_, from, to, expected) => {
		const line = replace('site.yaml', from, to);
		const lines = errorLines();
		expect(lines.join('\n')).toContain(expected);
		if (!['', 'time_zone: expected a string, found nothing', 'channels: expected each id once'].includes(expected)) {
			const exact = expected.startsWith('map keys') ? line + 1 : line;
			expect(lines[0]).toMatch(new RegExp(`^${RegExp.escape(join(dir, 'site.yaml'))}:${exact}: `));
		}
		for (const one of lines) expect(one).toMatch(/site\.yaml:\d+: \S/);
	});

	const components: [string, string, string, string][] = [
		[
			'a slug twice',
			'slug: webhooks',
			'slug: api',
			'systems[11].slug: expected a slug that is used once: "api" is taken',
		],
		[
			'a partner with the slug of a system',
			'slug: telegram',
			'slug: api',
			'partners[3].slug: expected a slug that is used once',
		],
		[
			'an unknown partner',
			'[whatsapp]',
			'[wasap]',
			'systems[5].depends_on[0]: expected the slug of a partner: "wasap" is none',
		],
		[
			'a system as a partner',
			'[whatsapp]',
			'[api]',
			'systems[5].depends_on[0]: expected the slug of a partner: "api" is none',
		],
		[
			'an unknown group',
			'group: service-desk',
			'group: desk',
			'systems[0].group: expected the slug of a group: "desk" is none',
		],
		[
			'a component that was called as it is called',
			'name: { es: Webhooks',
			'formerly: [webhooks]\n    name: { es: Webhooks',
			'systems[11].formerly[0]: expected a slug that "webhooks" had before, not the one that it has',
		],
		[
			'a component that was called as another one is called',
			'name: { es: Webhooks',
			'formerly: [telegram]\n    name: { es: Webhooks',
			'systems[11].formerly[0]: expected a slug that no component has now: "telegram" is one',
		],
		[
			'a slug that it had twice',
			'name: { es: Webhooks',
			'formerly: [old, old]\n    name: { es: Webhooks',
			'systems[11].formerly[1]: expected each slug once: "old" is repeated',
		],
		[
			'a slug with a space',
			'slug: webhooks',
			'slug: web hooks',
			'systems[11].slug: expected a slug such as "operator-desk"',
		],
		['an unknown language', 'es: Chatbots', 'fr: Chatbots', 'systems[3].name.fr: unknown key'],
		['an unknown key', 'description:', 'colour: red\n    description:', 'systems[0].colour: unknown key'],
		[
			'a monitor of a private host that site.yaml doesn’t allow',
			'description:',
			'monitors: [{ tcp: { host: 10.0.0.7, port: 1 } }]\n    description:',
			'systems[0].monitors[0].tcp.host: expected a public host: "10.0.0.7" is private, allow it in site.yaml',
		],
		[
			'a header from a variable that is not set',
			'description:',
			`monitors: [{ http: { url: "https://a.com", headers: { a: "\${VIGENTE_NOT_SET}" } } }]\n    description:`,
			'systems[0].monitors[0].http.headers.a: expected the environment variable "VIGENTE_NOT_SET" to be set',
		],
	];

	test.each(components)('components.yaml: %s', (_, from, to, expected) => {
		const line = replace('components.yaml', from, to);
		expect(errorLines()).toContainEqual(
			expect.stringContaining(`${join(dir, 'components.yaml')}:${line}: ${expected}`),
		);
	});

	test('a slug that two components had', () => {
		replace('components.yaml', 'name: { es: Webhooks', 'formerly: [old]\n    name: { es: Webhooks');
		const line = replace('components.yaml', 'name: { es: Telegram', 'formerly: [old]\n    name: { es: Telegram');
		const expected = 'expected a slug of one component: "webhooks" was called "old", too';
		expect(errorLines()).toEqual([`${join(dir, 'components.yaml')}:${line}: partners[3].formerly[0]: ${expected}`]);
	});

	test('everything wrong in both files is named at once', () => {
		replace('site.yaml', 'country: BR', 'country: XX');
		replace('site.yaml', 'from: "09:00"', 'from: 9am');
		replace('components.yaml', '[whatsapp]', '[wasap]');
		expect(errorLines()).toHaveLength(3);
	});

	test('a folder that is not there', () => {
		expect(errorLines(join(dir, 'nowhere'))).toEqual([
			`${join(dir, 'nowhere')}: expected a folder with site.yaml, components.yaml and sla/`,
		]);
	});

	test('a file that is not there', () => {
		rmSync(join(dir, 'site.yaml'));
		expect(errorLines()).toEqual([`${join(dir, 'site.yaml')}: expected this file: it is missing`]);
	});

	test('a file that is not text', () => {
		writeFileSync(join(dir, 'site.yaml'), Buffer.from([0x6e, 0xff, 0xfe]));
		expect(errorLines()).toEqual([`${join(dir, 'site.yaml')}: expected a readable text file in UTF-8`]);
	});

	test('a pipe, for whose words nobody waits', () => {
		rmSync(join(dir, 'site.yaml'));
		execFileSync('mkfifo', [join(dir, 'site.yaml')]);
		expect(errorLines()).toEqual([`${join(dir, 'site.yaml')}: expected a readable text file in UTF-8`]);
	});

	test('an empty file', () => {
		writeFileSync(join(dir, 'site.yaml'), '');
		expect(errorLines()).toEqual([`${join(dir, 'site.yaml')}:1: expected a map`]);
	});

	test('a revision with a name of its own', () => {
		writeFileSync(join(dir, 'sla', 'blip-go', 'draft.md'), '');
		expect(errorLines()).toEqual([`${join(dir, 'sla', 'blip-go', 'draft.md')}: expected a name such as "1.es.md"`]);
	});

	test('YAML bombs are refused, and quickly', () => {
		const levels = Array.from({ length: 9 }, (_, i) => `a${i + 1}: &a${i + 1} [${Array(9).fill(`*a${i}`).join(', ')}]`);
		const aliases = ['a0: &a0 [x, x]', ...levels].join('\n');
		for (const bomb of [aliases, '['.repeat(100_000)]) {
			writeFileSync(join(dir, 'site.yaml'), bomb);
			const start = performance.now();
			expect(errorLines().length).toBeGreaterThan(0);
			expect(inPaces(performance.now() - start)).toBeLessThan(750);
		}
	});
});

test('a monitor may reach what site.yaml allows, with secrets from the environment', () => {
	const url = 'http://10.0.0.7/';
	replace('site.yaml', 'allow_private: []', 'allow_private: [10.0.0.7]');
	replace(
		'components.yaml',
		'description:',
		`monitors: [{ http: { url: "${url}", headers: { a: "\${TOKEN}" } } }]\n    description:`,
	);
	const [first] = loadContent(dir, { TOKEN: 's3cret' }).catalogue.components;
	expect(first?.monitors[0]?.probe).toMatchObject({ url, headers: { a: 's3cret' } });
});

test('a site without any document yet is a site', () => {
	rmSync(join(dir, 'sla'), { recursive: true });
	expect(loadContent(dir).revisionFiles).toEqual([]);
});

test('revisions are in order of their numbers, and hidden files are nobody’s', () => {
	mkdirSync(join(dir, 'sla', 'other'));
	for (const name of ['10.es.md', '2.es.md', '.DS_Store']) writeFileSync(join(dir, 'sla', 'other', name), 'x');
	expect(
		loadContent(dir)
			.revisionFiles.map(({ document, number }) => [document, number])
			.slice(3),
	).toEqual([
		['other', 2],
		['other', 10],
	]);
});

/** Replaces the first occurrence, and gives its line. */
function replace(name: string, from: string, to: string): number {
	const file = join(dir, name);
	const source = readFileSync(file, 'utf8');
	const at = source.indexOf(from);
	expect(at, `${name} contains ${from}`).toBeGreaterThanOrEqual(0);
	writeFileSync(file, source.slice(0, at) + to + source.slice(at + from.length));
	return source.slice(0, at).split('\n').length;
}

function errorLines(folder: string = dir): string[] {
	try {
		loadContent(folder);
	} catch (error) {
		if (!(error instanceof ContentError)) throw error;
		expect(error.message).toBe(error.lines.join('\n'));
		return error.lines;
	}
	throw new Error('expected a ContentError');
}

describe('a template is checked at start, not when an incident has to be told:', () => {
	const wrong = (change: (text: string) => string): string[] => {
		const file = join(dir, 'templates', 'slow-messages.yaml');
		writeFileSync(file, change(readFileSync(file, 'utf8')));
		try {
			loadContent(dir);
		} catch (error) {
			return (error as ContentError).lines.map((line) => line.replace(join(dir, 'templates/'), ''));
		}
		return [];
	};

	test.each<[string, (text: string) => string, RegExp]>([
		[
			'a placeholder that nobody declared',
			(text) => text.replace('Messages on {{channel}}', 'Messages on {{chanel}}'),
			/^slow-messages\.yaml:\d+: title\.en: expected placeholders from "values": "chanel" is none$/,
		],
		[
			'a value that a language leaves out',
			(text) => text.replaceAll('em {{channel}}', 'em algum canal'),
			/^slow-messages\.yaml:\d+: values\.channel: expected a place for it in pt-BR, too$/,
		],
		[
			'a language that is missing',
			(text) => text.replace(/\n {2}en: "Messages.*"/, ''),
			/title: expected a text in en, too$/,
		],
		[
			'braces that are no placeholder',
			(text) => text.replace('{{channel}} are', '{{Channel!} are'),
			/title\.en: expected placeholders/,
		],
		[
			'what readers would not see',
			(text) => text.replaceAll(/(on|por|em) \{\{channel\}\} (arrive|llegan|chegam)/g, '<b>$&</b>'),
			/^slow-messages\.yaml:\d+: body\.en: line 1: found "<b>": HTML is not shown/m,
		],
		['an unknown key', (text) => `${text}urgency: high\n`, /urgency: unknown key, expected kind, title, body/],
	])('%s', (_, change, expected) => {
		expect(wrong(change).join('\n')).toMatch(expected);
	});

	test('a file that is no template', () => {
		writeFileSync(join(dir, 'templates', 'Notes.txt'), 'x');
		expect(() => loadContent(dir)).toThrow('Notes.txt: expected a name such as "partner-down.yaml"');
	});
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Told } from '../../src/domain/notices/told.ts';
import { letter } from '../../src/notify/letter.ts';

const ways = {
	preferences: 'https://status.example.com/subscribe/preferences/a.b.c',
	unsubscribe: 'https://status.example.com/subscribe/unsubscribe/a.b.c',
};
const sender = { host: 'status.example.com', id: 'delivery0001', subscriberId: 'ann000000001' };

function told(given: Partial<Told> = {}): Told {
	return {
		...{ subject: 'incident/k3j9x0c2m1aa', language: 'es', site: 'Acme', title: 'Demoras', state: 'Investigando' },
		...{ tone: 'bad', body: { wording: 'Miramos.', language: 'es' }, facts: [], late: null },
		url: 'https://status.example.com/incidents/k3j9x0c2m1aa',
		...given,
	};
}

test('whatever was written stands in a letter as words: no element of its own, no header of its own', () => {
	fc.assert(
		fc.property(fc.string({ unit: 'grapheme' }), fc.string(), (title, body) => {
			const hostile = `${title}<script>alert(1)</script><img src=x onerror=1>]]>\u202e`;
			const { html, headers } = letter(
				told({ title: hostile, body: { wording: `${body}\n\n${hostile}`, language: 'en' } }),
				ways,
				sender,
			);
			expect((html.match(/<[^>]*>/g) ?? []).join('')).not.toMatch(/<script|<img|<iframe| on\w+=/i);
			for (const [name, value] of Object.entries(headers)) expect(`${name}: ${value}`).not.toMatch(/[\r\n]/);
		}),
		{ numRuns: 50 },
	);
});

test('its words are in the language of its reader, those of others say theirs, and nothing is fetched for it', () => {
	const { html } = letter(
		told({ body: { wording: 'We look. ![x](https://evil.example/pixel.png)', language: 'en' } }),
		ways,
		sender,
	);
	expect(html).toMatch(/<html lang="es">.*<div lang="en"/s);
	expect(html).not.toMatch(/src=|<link|url\(/);
	expect(html).toContain('<meta name="color-scheme" content="light dark">');
});

test('a letter that only asks is on no list, and what is about the same is one thread for each reader', () => {
	const question = letter(told({ subject: 'subscription', state: 'Confirmar' }), null, sender);
	expect([question.list, question.references, question.headers['List-Unsubscribe-Post']]).toEqual([
		null,
		null,
		undefined,
	]);
	expect(question.html).toContain('>Confirmar</a>');
	const [first, second] = ['delivery0001', 'delivery0002'].map((id) => letter(told(), ways, { ...sender, id }));
	expect(first?.references).toBe('<incident.k3j9x0c2m1aa.ann000000001@status.example.com>');
	expect([second?.references, second?.subject]).toEqual([first?.references, first?.subject]);
	expect(second?.messageId).toBe('<delivery0002@status.example.com>');
	const last = letter(told({ state: 'Resuelto', tone: 'good' }), ways, sender);
	expect([last.references, last.subject]).toEqual([first?.references, `[Resuelto] ${first?.subject}`]);
});

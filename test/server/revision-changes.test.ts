import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Language } from '../../src/domain/text.ts';
import { Client } from '../api/client.ts';
import { startConsole, Visitor, withStores } from '../console-site.ts';
import { prevailingTexts, textOf } from '../revision-texts.ts';
import type { TestServer } from '../server.ts';

type Texts = Partial<Record<Language, string>>;

const path = '/admin/sla/blip-go/new';
const title = 'Acordo de nível de serviço do Blip Go';
let server: TestServer;
let api: Client;
let legal: Visitor;

beforeAll(async () => {
	server = await startConsole();
	api = new Client(server, await server.token('sla'));
	legal = await Visitor.as(server, 'legal');
});
afterAll(() => server.stop());

const page = async (at: string) => plain(await (await fetch(server.url + at)).text());
const screen = async (at: string) => plain(await (await legal.get(at)).text());
const plain = (html: string) => html.replace(/<(?!\/?(?:textarea|input))[^>]+>/g, '').replace(/\s+/g, ' ');
const drafted = (texts: Texts) => api.post<{ version: number }>('/sla/blip-go/drafts', { texts });

/** Portuguese prevails, with another title, and one reading answers otherwise in Spanish; there is no English any more. */
function moved(number: number): Texts {
	const whole = { es: textOf(number), 'pt-BR': textOf(number, 'pt-BR'), en: textOf(number, 'en') };
	const { en: _, ...texts } = prevailingTexts(whole, 'es', 'pt-BR');
	const portuguese = texts['pt-BR']
		.replace(/^title: .*$/m, `title: ${title}`)
		.replace('es: De 09:00 a 17:00, de lunes', 'es: Siempre de 09:00 a 17:00, de lunes');
	return { es: texts.es, 'pt-BR': portuguese };
}

test('terms are compared while a clause is unwritten, and nobody says that none changed where they cannot be read', async () => {
	const unwritten = {
		es: textOf(2)
			.replace('minutes: 45', 'minutes: 40')
			.replace(/^(\*\*4\.2\.\*\*) .*$/m, '$1 …'),
	};
	const wrong = { es: textOf(2).replace('minutes: 45', 'minutes: abc') };
	for (const [texts, said] of [
		[unwritten, 'Primera respuesta, plan Pro: hasta 45 minutos → hasta 40 minutos'],
		[
			wrong,
			'Todavía no se puede comparar lo acordado. Antes hay que corregir esto: Español, Primera respuesta, plan Pro: ',
		],
	] as const) {
		const { version } = (await drafted(texts)).body;
		for (const at of [path, `/admin/sla/blip-go/drafts/${version}`]) {
			expect(await screen(at)).toContain(said);
			expect(await screen(at)).not.toMatch(/Ningún plazo ni condición cambió|Solo redacción/);
		}
	}
	const { body } = await api.post<{ terms: unknown }>('/sla/blip-go/preview', { texts: wrong });
	expect(body.terms).toBeNull();
});

test('that another language prevails is said first, and published by nobody who has not confirmed it', async () => {
	const texts = moved(2);
	const { body } = await api.post<object>('/sla/blip-go/preview', { texts });
	expect(body).toMatchObject({
		refused: [],
		authentic: { from: 'es', to: 'pt-BR', text: expect.stringContaining('prevalece el texto en portugués') },
		gone: ['en'],
		texts: [
			{ language: 'pt-BR', title, was: { title: expect.stringContaining('suporte técnico') }, clauses: [] },
			{ language: 'es', clauses: [] },
		],
		terms: [{ path: 'readings.hours.answer.es' }],
	});
	const unconfirmed = await api.post('/sla/blip-go/revisions', { texts });
	expect(unconfirmed.body.errors?.map(({ pointer }) => pointer)).toEqual([
		'/commitments/rules.authentic',
		'/commitments/readings.hours',
	]);
	await drafted(texts);
	const drawn = await screen(path);
	expect(drawn).toMatch(/Qué cambia Ahora prevalece el texto en portugués de Brasil; antes .* español\./);
	expect(drawn).toMatch(/portugués de Brasil: título Título: \[eliminado: .* fin\] → \[agregado: Acordo de nível/);
	expect(drawn).toMatch(/Ya no hay texto en inglés\./);
	// The one that prevails in the draft, and no other, is called so.
	expect(drawn).toContain('portugués de Brasilprevalece');
	expect(drawn).not.toContain('españolprevalece');
	// The tick of a reading shows the wording that differs, whoever reads it.
	for (const language of ['', '/pt-br', '/en'])
		expect(await screen(`${language}${path}`)).toMatch(
			/value="readings\.hours #[^>]*>.{0,300}Siempre de 09:00 a 17:00/,
		);
	const commitments = ['rules.authentic', 'readings.hours'].map((id) => ({ id, clause: null, confirmed: true }));
	expect((await api.post('/sla/blip-go/revisions', { texts, commitments })).status).toBe(201);
});

test('everybody who reads what changed is told it, in whatever language', async () => {
	const prevails = {
		'': 'Ahora prevalece el texto en portugués de Brasil; antes prevalecía el texto en español.',
		'/pt-br': 'Agora prevalece o texto em português (Brasil); antes prevalecia o texto em espanhol.',
		'/en': 'The text in Brazilian Portuguese prevails now; before, the text in Spanish did.',
	};
	const gone = {
		'': 'Ya no hay texto en inglés.',
		'/pt-br': 'Não há mais texto em inglês.',
		'/en': 'no longer a text in English.',
	};
	for (const language of ['', '/pt-br', '/en'] as const) {
		for (const at of ['/sla/blip-go/compare/1...2', '/sla/blip-go.atom']) {
			const told = await page(language + at);
			for (const words of [prevails[language], gone[language], title, 'Siempre de 09:00 a 17:00'])
				expect(told).toContain(words);
		}
		const receipt = await screen(`${language}/admin/sla/blip-go/2/receipt`);
		for (const words of [prevails[language], gone[language], title, 'Siempre de 09:00 a 17:00'])
			expect(receipt).toContain(words);
	}
});

test('a language that is gone comes back by a button, in the words that were last published in it', async () => {
	const [es = '', portuguese = ''] = Object.values(moved(3));
	const sent = { 'whole/es': es, 'whole/pt-BR': portuguese, expected: '2', from: '3', key: 'another-language' };
	const answer = await (await legal.post(path, { ...sent, step: 'with en' })).text();
	expect(answer).toContain('language: en');
	expect(answer).toContain('A ticket is urgent when the system is unavailable');
	const drawn = plain(answer);
	expect(drawn).toContain('El texto en inglés es nuevo.');
	const texts = await withStores(server, async ({ revisionDrafts }) => (await revisionDrafts.last('blip-go'))?.texts);
	expect(texts?.en).toMatch(/^---\ndocument: blip-go\nrevision: 3\nlanguage: en\ntitle: "Blip Go! service level/);
	expect(texts?.en).not.toMatch(/^(authentic|commitments):/m);
	const taken = await (
		await legal.post(path, { ...sent, from: '4', 'whole/en': texts?.en ?? '', step: 'without en' })
	).text();
	expect(plain(taken)).not.toContain('El texto en inglés es nuevo.');
});

test('a commitment that is taken out is compared, while a reading or a rule names it still', async () => {
	const said = moved(3);
	const texts = { ...said, 'pt-BR': said['pt-BR']?.replace(/^ {2}- \{ id: solution-high,.*\n/m, '') ?? '' };
	const { version } = (await drafted(texts)).body;
	const drawn = await screen(`/admin/sla/blip-go/drafts/${version}`);
	expect(drawn).toMatch(/Qué cambia Plazos y condiciones.{0,200}Solución, Alt[ao]/i);
	expect(drawn).toContain('Se refiere a un compromiso que ya no está');
	expect(drawn).not.toMatch(/Todavía no se puede comparar|No hay ningún sistema|solution-high/);
});

import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { recordAlerts } from '../../../src/commands/record-alerts.ts';
import { recordSamples } from '../../../src/commands/record-samples.ts';
import { loadContent } from '../../../src/content/load-content.ts';
import { DAY, MINUTE } from '../../../src/domain/instant.ts';
import { openProposals, proposedWords } from '../../../src/queries/admin/proposals.ts';
import { componentPage } from '../../../src/queries/pages/component-page.ts';
import { homePage } from '../../../src/queries/pages/home-page.ts';
import { asPublished } from '../../../src/queries/shared/as-published.ts';
import { openStores } from '../../../src/stores/sql/open-stores.ts';
import { openDatabase } from '../../../src/stores/sqlite/open.ts';
import { at } from '../../domain/builders.ts';
import { writtenBy } from '../../written-by.ts';

const { site, catalogue } = loadContent(fileURLToPath(new URL('../../../content', import.meta.url)));
const start = at('2026-03-02 10:00');

test('a monitor that nobody names any more, and that was silent for a day, proposes nothing', async () => {
	const stores = openStores(openDatabase(':memory:'), catalogue);
	const monitor = { name: 'removed', intervalMillis: MINUTE, attempts: 1, sets: true, status: 'major_outage' as const };
	const samples = [{ at: start, ok: false, responseMillis: null, detail: null }];
	const batch = { component: 'api', monitor: { ...monitor, hours: 'always' as const }, samples };
	await recordSamples(stores, site, [batch], writtenBy('test'), start);
	expect(await openProposals({ stores, site, now: start + DAY })).toHaveLength(1);
	expect(await openProposals({ stores, site, now: start + DAY + 2 * MINUTE })).toEqual([]);
});

test('a monitor that only proposes is on the page as what it is, until it is well or an incident tells it', async () => {
	const stores = openStores(openDatabase(':memory:'), catalogue);
	const monitor = { name: 'http', intervalMillis: MINUTE, attempts: 1, sets: false, status: 'major_outage' as const };
	const measure = (ok: boolean, when: number) =>
		recordSamples(
			stores,
			site,
			[
				{
					component: 'api',
					monitor: { ...monitor, hours: 'always' as const },
					samples: [{ at: when, ok, responseMillis: null, detail: null }],
				},
			],
			writtenBy('test'),
			when,
		);
	await measure(false, start);
	const now = start + MINUTE / 2;
	const home = await homePage({ stores, site, language: 'es', now });
	expect(home.headline).toMatchObject({ kind: 'unconfirmed', mark: 'unknown', slugs: ['api'] });
	expect(home.unconfirmed.map(({ row, since }) => [row.slug, since])).toEqual([['api', start]]);
	expect(await componentPage({ stores, site, language: 'es', now }, 'api')).toMatchObject({
		unconfirmedSince: start,
		component: { status: 'operational' },
	});
	expect(await componentPage({ stores, site, language: 'es', now }, 'chatbots')).toMatchObject({
		unconfirmedSince: null,
	});
	await measure(true, start + MINUTE);
	const after = await homePage({ stores, site, language: 'es', now: start + MINUTE });
	expect([after.headline.kind, after.unconfirmed]).toEqual(['as_told', []]);
});

test('a status that was set by hand hides no failing measurement: nothing is ticked while one fails', async () => {
	const stores = openStores(openDatabase(':memory:'), catalogue);
	const monitor = { name: 'http', intervalMillis: MINUTE, attempts: 1, sets: true, status: 'major_outage' as const };
	const samples = [{ at: start, ok: false, responseMillis: null, detail: null }];
	const batch = { component: 'api', monitor: { ...monitor, hours: 'always' as const }, samples };
	await recordSamples(stores, site, [batch], writtenBy('test'), start);
	for (const { slug } of catalogue.components) {
		const byHand = { component: slug, status: 'operational' as const, from: start, until: null, reason: null };
		await stores.overrides.set(`o-${slug}`, byHand, writtenBy('test'), () => {});
	}
	const home = await homePage({ stores, site, language: 'es', now: start + MINUTE / 2 });
	expect(home.headline).toMatchObject({ kind: 'unconfirmed', mark: 'unknown', slugs: ['api'], others: 'working' });
});

test('an alert that only proposes is for staff alone; one that sets is what the page says, since it was told', async () => {
	const sets = { match: { service: 'api' }, sets: true, status: 'partial_outage' as const };
	const components = catalogue.components.map((one) => (one.slug === 'api' ? { ...one, alerts: sets } : one));
	const stores = openStores(openDatabase(':memory:'), { ...catalogue, components });
	const fires = (component: string | null, key: string) => {
		const alert = { pointer: '', key, firing: true, words: 'slow', labels: { service: 'api' }, component };
		return recordAlerts(stores, 'nagios', [{ ...alert, startedAt: start, at: null }], writtenBy('test'), told);
	};
	const told = start + 5 * MINUTE;
	const now = told + MINUTE / 2;
	const home = (then = stores as Parameters<typeof homePage>[0]['stores'], at = now) =>
		homePage({ stores: then, site, language: 'es', now: at });
	await stores.revisions.carryOver(writtenBy('test'), start);
	await fires('chatbots', 'one');
	expect((await openProposals({ stores, site, now })).map(({ component }) => component.slug)).toEqual(['chatbots']);
	expect([(await home()).headline.kind, (await home()).unconfirmed]).toEqual(['as_told', []]);
	await fires(null, 'other');
	expect(await componentPage({ stores, site, language: 'es', now }, 'api')).toMatchObject({
		component: { status: 'partial_outage', because: { kind: 'alert', since: start } },
		watching: { alertsSet: true },
	});
	expect((await home()).untold.map(({ slug }) => slug)).toEqual(['api']);
	// Between its beginning and the message nobody knew of it.
	const then = await asPublished(stores, start + MINUTE);
	expect((await home(then.stores, start + MINUTE)).untold).toEqual([]);
	const byHand = { component: 'api', status: 'operational' as const, from: told, until: null, reason: null };
	await stores.overrides.set('o-api', byHand, writtenBy('test'), () => {});
	expect((await home()).unconfirmed.map(({ row }) => row.slug)).toEqual(['api']);
});

test('a proposal speaks every language, and of a name in the reader’s, else in one that it has', () => {
	const observation = { ...{ id: 'id', component: 'bot', source: 'page', detail: null }, from: start, until: null };
	const proposed = { ...observation, status: 'partial_outage' as const, sets: false, dismissedAt: null };
	const name = { 'pt-BR': 'Robô', en: 'Bot' };
	const listed = { slug: 'bot', formerly: [], group: 'partners', name, description: {}, dependsOn: [] };
	const component = { ...listed, kind: 'partner' as const, url: null, monitors: [], watch: null };
	const wordsOf = (kind: 'monitor' | 'partner' | 'alert') =>
		proposedWords({ observation: { ...proposed, kind }, component, systems: [] });
	expect(wordsOf('monitor').title).toEqual({
		es: 'Robô: detectamos una falla',
		'pt-BR': 'Robô: detectamos uma falha',
		en: 'Bot: we have detected a failure',
	});
	expect(wordsOf('partner').body).toEqual({
		es: 'El socio lo informa en su propia página. Lo estamos siguiendo y les contaremos cómo avanza.',
		'pt-BR': 'O parceiro informa isso na própria página. Estamos acompanhando e contaremos como evolui.',
		en: 'The partner says so on its own page. We are following it and will tell you how it goes.',
	});
});

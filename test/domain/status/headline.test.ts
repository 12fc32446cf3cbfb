import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { shownStatuses } from '../../../src/domain/component.ts';
import { criticalities, impacts } from '../../../src/domain/incidents/incident.ts';
import { type HeadlineFacts, headlineOf, type Standing } from '../../../src/domain/status/headline.ts';
import type { Because } from '../../../src/domain/status/status.ts';
import { languages } from '../../../src/domain/text.ts';
import { type HeadlineContext, headlineRest, headlineSentence } from '../../../src/i18n/headline-words.ts';

const works: Standing = { slug: 'api', status: 'operational', because: null, known: true, doubted: false };
const system = (facts: Partial<Standing>): Standing => ({ ...works, ...facts });
const fine: HeadlineFacts = { systems: [works], partners: [], live: [], late: null, watchedFrom: null };
const of = (facts: Partial<HeadlineFacts>) => headlineOf({ ...fine, ...facts });
const notWatched: Because = { kind: 'not_watched' };
const three = ['a', 'b', 'c'].map((slug) => system({ slug }));
const normal = { impact: 'none', criticality: 'normal' } as const;

const because = fc.constantFrom<Because | null>(
	null,
	notWatched,
	{ kind: 'not_measured' },
	{ kind: 'incident', id: 'x' },
);
const standing = fc.record<Standing>({
	slug: fc.constantFrom('a', 'b', 'c', 'd'),
	status: fc.constantFrom(...shownStatuses),
	because,
	known: fc.boolean(),
	doubted: fc.boolean(),
});
const well = fc.record<Standing>({ ...worksAs(), slug: fc.constantFrom('a', 'b', 'c') });
const incident = fc.record({
	impact: fc.constantFrom(...impacts),
	criticality: fc.constantFrom(...criticalities, null),
});
const facts = fc.record<HeadlineFacts>({
	systems: fc.oneof(fc.array(standing, { maxLength: 6 }), fc.array(well, { maxLength: 6 })),
	partners: fc.array(standing, { maxLength: 3 }),
	live: fc.oneof(fc.constant([]), fc.array(incident, { maxLength: 3 })),
	late: fc.option(fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 3 })),
	watchedFrom: fc.option(fc.integer({ min: 0, max: 4e12 })),
});

function worksAs() {
	const { status, because, known, doubted } = works;
	return {
		status: fc.constant(status),
		because: fc.constant(because),
		known: fc.constant(known),
		doubted: fc.constant(doubted),
	};
}

describe('the law of the tick', () => {
	test('it stands only where every system is known to be operational and nothing is open', () => {
		fc.assert(
			fc.property(facts, (given) => {
				const { mark, kind } = headlineOf(given);
				const isFine =
					given.systems.every(({ status, known, doubted }) => status === 'operational' && known && !doubted) &&
					given.systems.length > 0 &&
					given.live.length === 0 &&
					given.late === null &&
					!given.partners.some(({ status }) => status === 'partial_outage' || status === 'major_outage');
				expect([mark === 'operational', kind === 'working']).toEqual([isFine, isFine]);
			}),
			{ seed: 9, numRuns: 2000 },
		);
	});

	test('the sentence names what is at fault, and nothing that is not', () => {
		fc.assert(
			fc.property(facts, (given) => {
				const headline = headlineOf(given);
				const faulty = given.systems.filter(
					({ status }) => status.endsWith('outage') || status === 'degraded_performance',
				);
				if (headline.kind === 'nothing_works' || faulty.length === 0) return;
				expect(headline).toMatchObject({ kind: 'affected', of: given.systems.length });
				const named = headline.kind === 'affected' ? headline.affected.flatMap(({ slugs }) => slugs) : [];
				expect(named.toSorted()).toEqual(faulty.map(({ slug }) => slug).toSorted());
			}),
			{ seed: 9, numRuns: 1000 },
		);
	});

	test('there is a sentence in every language, and the others are only said to work where they do', () => {
		fc.assert(
			fc.property(facts, fc.constantFrom(...languages), (given, language) => {
				const headline = headlineOf(given);
				const context: HeadlineContext = { language, nameOf: (slug) => slug, momentOf: () => ['day', '9:00'] };
				const rest = headlineRest(headline, context);
				expect(`${headlineSentence(headline, context)} ${rest}`).not.toMatch(/undefined|null|\[object|^\s/);
				const { systems } = given;
				if (headline.others === 'working') expect(systems.some(({ known }) => known)).toBe(true);
			}),
			{ seed: 9, numRuns: 500 },
		);
	});
});

describe('the gravest is said', () => {
	test.each<[string, Partial<HeadlineFacts>, object]>([
		[
			'all down',
			{ systems: three.map((one) => ({ ...one, status: 'major_outage' as const })) },
			{ kind: 'nothing_works', mark: 'major_outage' },
		],
		[
			'one of three partly down',
			{ systems: [system({ status: 'partial_outage' }), ...three] },
			{ kind: 'affected', mark: 'partial_outage', others: 'working' },
		],
		[
			'one slow',
			{ systems: [system({ status: 'degraded_performance' }), system({ known: false })] },
			{ mark: 'degraded_performance', others: 'no_known_fault' },
		],
		[
			'a partner down',
			{ partners: [system({ slug: 'w', status: 'major_outage' })] },
			{ kind: 'partners', mark: 'degraded_performance', others: 'working' },
		],
		[
			'a partner slow',
			{ partners: [system({ status: 'degraded_performance' })] },
			{ kind: 'working', mark: 'operational' },
		],
		[
			'an urgent incident without a component',
			{ live: [{ impact: 'none', criticality: 'urgent' }] },
			{ kind: 'open_incidents', mark: 'degraded_performance' },
		],
		[
			'a normal incident without a component',
			{ live: [normal] },
			{ kind: 'open_incidents', mark: 'unknown', others: 'working' },
		],
		[
			'a failing monitor that nobody confirmed',
			{ systems: [system({ doubted: true })] },
			{ kind: 'unconfirmed', mark: 'unknown' },
		],
		[
			'silence',
			{ systems: [system({ status: 'unknown', because: { kind: 'not_measured' } })] },
			{ kind: 'nothing_known', mark: 'unknown' },
		],
		[
			'silence of one',
			{ systems: [...three, system({ status: 'unknown', because: { kind: 'never_measured' } })] },
			{ kind: 'not_known', slugs: ['api'], others: 'working' },
		],
		[
			'unwatched hours',
			{ systems: [system({ status: 'unknown', because: notWatched })], watchedFrom: 5 },
			{ kind: 'not_watched', mark: 'unknown', from: 5 },
		],
		['late work', { late: ['api'] }, { kind: 'late', mark: 'under_maintenance', slugs: ['api'] }],
		['work on no component that is late', { late: [] }, { kind: 'late', slugs: [] }],
		['work', { systems: [system({ status: 'under_maintenance' }), works] }, { kind: 'maintenance', slugs: ['api'] }],
		['only people told', { systems: [system({ known: false })] }, { kind: 'as_told', mark: 'unknown' }],
		['no system at all', { systems: [] }, { kind: 'as_told', mark: 'unknown' }],
		['all well', {}, { kind: 'working', mark: 'operational' }],
	])('%s', (_, given, expected) => {
		expect(of(given)).toMatchObject(expected);
	});

	test('two are named, more are counted, with how many of each', () => {
		const systems = [
			system({ slug: 'campaigns', status: 'major_outage' }),
			system({ slug: 'reports', status: 'partial_outage' }),
			works,
		];
		const words = (given: Standing[], partners: Standing[] = []) => {
			const headline = of({ systems: given, partners });
			const context = {
				language: 'en' as const,
				nameOf: (slug: string) => slug,
				momentOf: (): [string, string] => ['', ''],
			};
			return [headlineSentence(headline, context), headlineRest(headline, context)];
		};
		expect(words(systems)).toEqual(['campaigns: down\u00a0· reports: partly down', 'The other systems work.']);
		const more = [...systems, system({ slug: 'desk', status: 'partial_outage' })];
		expect(words(more)).toEqual([
			'3 of 4 systems have problems',
			'Down: 1\u00a0· Partly down: 2. The other systems work.',
		]);
		const partners = [system({ slug: 'whatsapp', status: 'major_outage' })];
		expect(words(systems, partners)[1]).toBe('whatsapp: down. The other systems work.');
		const none = systems.map((one) => ({ ...one, status: 'major_outage' as const }));
		expect(words(none, partners)[1]).toBe('whatsapp: down.');
	});
});

import { expect, test } from 'vitest';
import { confirmations } from '../../src/cli/confirm.ts';

const commitment = (id: string, confirmed = false) => {
	const sentences = { es: 'Hasta 45\nminutos.', en: 'Up to 45 minutes.' };
	return { id, clause: '2.1', sentences, mark: 'as read', confirmed };
};

const asking = (commitments: Parameters<typeof confirmations>[0]['commitments']) => ({
	...{ commitments, termsAfter: undefined, names: { plans: {}, components: {} } },
	changes: { authentic: { from: 'es', to: 'en' }, terms: [], texts: [] } as const as never,
});

test('one commitment after another is put before whoever publishes, with its sentences', async () => {
	const asked: string[] = [];
	const answers = ['y', ' YES '];
	const read = await confirmations(
		asking([commitment('a'), commitment('b', true), commitment('c')]),
		async (question) => {
			asked.push(question);
			return answers[asked.length - 1] ?? '';
		},
	);
	expect(asked).toEqual(
		['a', 'c'].map(
			(id) =>
				`${id}, clause 2.1:\n  es: Hasta 45 / minutos.\n  en: Up to 45 minutes.\nIs this what is meant, in each language? (y/n) `,
		),
	);
	expect(read).toEqual([commitment('a', true), commitment('c', true)]);
});

test.each(['n', '', 'ye', 'no'])(
	'who answers "%s" is asked nothing more, and that commitment is not confirmed',
	async (answer) => {
		let asked = 0;
		const read = await confirmations(asking([commitment('a'), commitment('b'), commitment('c')]), async () => {
			asked += 1;
			return asked === 1 ? 'y' : answer;
		});
		expect(asked).toBe(2);
		expect(read.map(({ id }) => id)).toEqual(['a']);
	},
);

test('that another language prevails is asked about by itself', async () => {
	const prevails = { id: 'rules.authentic', clause: null, sentences: {}, mark: '', confirmed: false };
	const read = await confirmations(asking([prevails]), async (question) => {
		expect(question).toBe(
			'rules.authentic:\n  The text in English prevails now; before, the text in Spanish did.\nIs this what is meant? (y/n) ',
		);
		return 'y';
	});
	expect(read).toEqual([{ ...prevails, confirmed: true }]);
});

import type { RevisionMessages } from '../es/revisions.ts';

export const revisionsInEnglish: RevisionMessages = {
	period: (from, until) => `From ${from} until ${until}`,
	periodOpen: (from) => `Since ${from}`,
	publisher: {
		files: 'Files of the site',
		desk: 'At the server (command line)',
		api: 'A program (API)',
		machine: 'The program itself',
		staff: 'Staff on call',
		legal: 'Legal team',
		admin: 'Administration',
	},
	source: 'Published file',
	compareWith: (number) => `Compare with revision ${number}`,
	elsewhere: 'Other agreements, published elsewhere',
	elsewhereLead: 'If you have another plan, one of these may be your agreement.',
	askForIt: 'published elsewhere; ask us for it',
	feed: (title) => `${title}: revisions`,
	feedLink: 'Follow the revisions (Atom feed)',
	feedOfAll: (site) => `${site}: revisions of the agreements`,
	first: 'This is the first revision.',
	asOf: {
		question: 'What was in force on…?',
		show: 'Show',
		was: (date, number) => `On ${date}, revision ${number} was in force.`,
		still: 'It still is.',
		notSince: (date) => `It has not been in force since ${date}.`,
		permanent: 'Permanent address of this revision',
		tooEarly: 'No text was in force yet',
		since: (date, since) => `On ${date}, no revision had been published. The first has been in force since ${since}.`,
		future: 'That moment has not come yet',
		unknown: (date) =>
			`Nobody can say what will be in force on ${date}: another revision may come into force before then.`,
		noInstant: 'We can’t read that date',
		expected: 'Choose a day and a time, or write a moment such as 2026-03-01T12:00:00-03:00.',
		badHeader: 'We can’t read the date that your program asks for',
		expectedHeader: 'It should be a date such as “Thu, 31 May 2007 20:35:00 GMT”.',
		current: 'See the text in force',
	},
	compare: {
		title: (a, b) => `What changed from revision ${a} to ${b}`,
		terms: 'Deadlines and terms',
		sameTerms: 'No deadline and no other term changed.',
		text: 'The text, clause by clause',
		sameText: 'The text is the same, word for word.',
		sameRevision: 'It is the same revision.',
		before: 'Before',
		after: 'After',
		absent: 'not there before',
		gone: 'no longer there',
		unchanged: (count) => (count === 1 ? '1 clause unchanged' : `${count} clauses unchanged`),
		renumbered: (count) =>
			count === 1
				? '1 clause with another number, otherwise unchanged'
				: `${count} clauses with another number, otherwise unchanged`,
		kind: {
			changed: 'Changed',
			added: 'New',
			removed: 'Removed',
			marked_up: 'Same words, other layout',
			moved: 'Moved',
			renumbered: 'Renumbered',
			split: 'Split',
			merged: 'Merged',
		},
		clause: (number) => `Clause ${number}`,
		unnumbered: 'Without a number',
		course: {
			renumbered: (from, to) =>
				from === null
					? `It had no number before; it is now ${to}.`
					: to === null
						? `${from} no longer has a number.`
						: `${from} is now ${to}.`,
			moved: (number) => (number === null ? 'This text stands elsewhere now.' : `${number} stands elsewhere now.`),
			movedTo: (from, to) => `${from} stands elsewhere now, as ${to}.`,
			regrouped: (from, into) => `What was in ${from} is now in ${into}.`,
			nameless: 'a text without a number',
		},
		removedWords: 'removed:',
		addedWords: 'added:',
		endOfWords: 'end',
		inLanguage: (language) => `The comparison is in ${language}, the language that both revisions have.`,
		nothingShared: 'These cannot be compared',
		noLanguage: (a, b) => `Revisions ${a} and ${b} have no language in common, so there are no words to compare.`,
		choose: 'Compare other revisions',
		from: 'Revision',
		to: 'with revision',
		go: 'Compare',
		reverse: 'See it the other way round',
	},
};

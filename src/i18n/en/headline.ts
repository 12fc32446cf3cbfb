import type { headlineInSpanish } from '../es/headline.ts';

/** The sentence at the top, which names names, and what is open now. */
export const headlineInEnglish: typeof headlineInSpanish = {
	nothing_works: 'None of our systems is working',
	some: (count, of) => `${count} of ${of} systems have problems`,
	ours: {
		working: 'our systems work',
		no_known_fault: 'no known problems with our systems',
	},
	others: {
		working: 'The other systems work.',
		no_known_fault: 'No known problems elsewhere.',
	},
	unconfirmed: (names) => `${names}: something seems to fail; it is not confirmed yet`,
	severalUnconfirmed: (count) => `${count} systems seem to fail; it is not confirmed yet`,
	nothing_known: 'We don’t know how our systems are: no measurements arrive',
	not_known: (names) => `${names}: no measurements arrive`,
	severalNotKnown: (count, of) => `No measurements arrive of ${count} of ${of} systems`,
	open: (count) => (count === 1 ? 'One incident is open' : `${count} incidents are open`),
	workingButOpen: (count) =>
		count === 1 ? 'Everything works, with one open incident' : `Everything works, with ${count} open incidents`,
	late: (names) => `${names}: maintenance late`,
	someLate: 'Maintenance late',
	severalLate: (count) => `${count} systems: maintenance late`,
	severalMaintained: (count) => `${count} systems are under maintenance`,
	unwatched: 'No known problem; nobody is watching right now',
	unwatchedUntil: (weekday, time) => `No known problem; nobody is watching until ${weekday} at ${time}`,
	as_told: 'No known problem, according to our team',
	working: 'Everything is working',
	today: (time) => `at ${time}`,
	day: (date) => `on ${date}`,
	asOf: (moment) => `Status ${moment}`,
	updates: 'Get updates',
	resolved: (moment, duration) => `Resolved ${moment}; it lasted ${duration}`,
	alsoResolved: (count) => `${count === 1 ? 'One' : count} more resolved in the last 24 hours`,
	began: (moment, duration) => `Began ${moment}, ${duration} ago`,
	told: (age) => `Latest update: ${age} ago`,
	dueProposal: (criticality, moment) => `Criticality ${criticality}; estimated time to propose a solution: ${moment}`,
	wasDueProposal: (criticality, moment, late) =>
		`Criticality ${criticality}; the estimated time to propose a solution ended ${moment}, ${late} ago`,
	due: (criticality, moment) => `Criticality ${criticality}: a solution is due ${moment}`,
	wasDue: (criticality, moment, late) => `Criticality ${criticality}: a solution was due ${moment}, ${late} ago`,
	ofMembers: (count, of, status) => `${count} of ${of}: ${status}`,
	faulty: 'with faults',
	faultyOrMaintained: 'with faults or under maintenance',
	failingPartners: (names, count) => `${names}, on which it relies, ${count === 1 ? 'is' : 'are'} failing`,
	asTold: 'Working, according to our team',
	unreachable: (moment) => `We can’t reach the site. What you see is the status ${moment}.`,
	myTime: 'Show my time',
	siteTime: 'Show the site’s time',
	copied: 'Address copied',
	at: {
		was: (date) =>
			`This is what was published on ${date}. Systems have the names of today; what was retracted or redacted since is not shown.`,
		measuredLate:
			'Some measurements of that moment or before arrived later: failures that they revealed are not shown, but whether anything was measured, and failures that they disproved, is as we know it today.',
		withdrawn: (count) =>
			count === 1
				? 'This was shown then, too, and was retracted later, so that the headline may have been another:'
				: `These ${count} were shown then, too, and were retracted later, so that the headline may have been another:`,
		now: 'See how it is now',
		question: 'How was everything on…?',
		too_early: 'Nothing was published yet',
		since: (date) => `The first publication of this site is of ${date}; of anything before there is no proof.`,
		future: 'That moment has not come yet',
		no_instant: 'We can’t read that date',
		expected: 'Choose a day and a time that have passed, or write a moment such as 2026-03-01T12:00:00-03:00.',
	},
	offer: 'View in English',
};

import type { courseInSpanish } from '../es/course.ts';

export const courseInEnglish: typeof courseInSpanish = {
	title: 'Timeline',
	due: (criticality) => `Solution due (${criticality})`,
	dueProposal: (criticality) => `Estimated time to propose a solution (${criticality})`,
	nextUpdate: 'Next update announced',
	missedBy: (time) => `Missed by ${time}`,
	missedSince: (time) => `Missed: it was due ${time} ago`,
	bars: 'The thicker the bar, the worse.',
	ticks: 'Short strokes are our updates.',
	now: 'The dashed line is now.',
	shortened: 'What follows is drawn shorter than it lasts.',
};

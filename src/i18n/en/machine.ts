import type { machineInSpanish } from '../es/machine.ts';

export const machineInEnglish: typeof machineInSpanish = {
	maintenance: {
		onTime: {
			in_progress: 'Maintenance has started as planned.',
			completed: 'Maintenance has ended as planned.',
		},
		since: {
			in_progress: (time) => `Maintenance started as planned on ${time}.`,
			completed: (time) => `Maintenance ended as planned on ${time}.`,
		},
		missed: 'This page was down at that moment; we recorded it when it came back.',
		late: 'We recorded it later.',
		noMore: 'Cancelled: this maintenance will not be repeated any more.',
		movedInCalendar: 'The date changed in the calendar that this comes from.',
		cancelledInCalendar: 'Cancelled in the calendar that this comes from.',
	},
	proposal: {
		partner: {
			title: (name) => `${name} reports a failure`,
			body: 'The partner says so on its own page. We are following it and will tell you how it goes.',
		},
		monitor: {
			title: (name) => `${name}: we have detected a failure`,
			body: 'Our automatic monitoring detected it. We are investigating.',
		},
		alert: {
			title: (name) => `${name}: we have detected a failure`,
			body: 'One of our alerts told us. We are investigating.',
		},
	},
};

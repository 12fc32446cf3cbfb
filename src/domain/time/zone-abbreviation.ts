import { MINUTE } from '../instant.ts';

const hours: Record<string, number[]> = {
	...{ UTC: [0], GMT: [0], Z: [0], WET: [0], WEST: [1], CET: [1], CEST: [2], MET: [1], MEST: [2], EET: [2], EEST: [3] },
	...{ MSK: [3], TRT: [3], SAST: [2], WAT: [1], CAT: [2], EAT: [3], GST: [4], PKT: [5], SGT: [8], HKT: [8], PHT: [8] },
	...{ WIB: [7], ICT: [7], JST: [9], KST: [9], AWST: [8], ACST: [9.5], ACDT: [10.5], AEST: [10], AEDT: [11] },
	...{ NZST: [12], NZDT: [13], HST: [-10], HDT: [-9], AKST: [-9], AKDT: [-8], PST: [-8], PDT: [-7], MST: [-7] },
	...{ MDT: [-6], CDT: [-5, -4], EST: [-5], EDT: [-4], ADT: [-3], NST: [-3.5], NDT: [-2.5], BRT: [-3], BRST: [-2] },
	...{ ART: [-3], UYT: [-3], CLT: [-4], CLST: [-3], PYT: [-4], BOT: [-4], VET: [-4], COT: [-5], PET: [-5], ECT: [-5] },
	// Of several places: the first is the one that is meant where nothing speaks for another.
	...{ BST: [1, 6], IST: [5.5, 1, 2], CST: [-6, 8], AST: [-4, 3], AMT: [-4, 4] },
};

/**
 * How far from UTC a clock is that is labelled so, in ms: by an abbreviation, or by digits as in "-03" and "+0530".
 *
 * @param near of the places that share an abbreviation, the one whose offset is nearest is meant
 * @returns null for one that nobody knows
 */
export function offsetNamed(label: string, near: number): number | null {
	const [, sign, hour, minute = '0'] = /^([+-])(\d{2}):?(\d{2})?$/.exec(label) ?? [];
	if (hour !== undefined) return (sign === '-' ? -1 : 1) * (Number(hour) * 60 + Number(minute)) * MINUTE;
	if (!Object.hasOwn(hours, label)) return null;
	const offsets = (hours[label] as number[]).map((count) => count * 60 * MINUTE);
	return offsets.reduce((best, one) => (Math.abs(one - near) < Math.abs(best - near) ? one : best));
}

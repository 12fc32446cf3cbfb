/** Preloaded into a server: its wall clock starts at CLOCK_STARTS_AT, and runs on from there. */
const wall = Date.now.bind(Date);
const ahead = Number(process.env.CLOCK_STARTS_AT) - wall();

class ShiftedDate extends Date {
	constructor(...given: [] | [number]) {
		if (given.length === 0) super(wall() + ahead);
		else super(...given);
	}

	static override now(): number {
		return wall() + ahead;
	}
}

globalThis.Date = ShiftedDate as DateConstructor;

export {};

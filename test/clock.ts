/** Preloaded into a server: its wall clock starts at CLOCK_STARTS_AT, and runs on from there, or from where a test moves it. */
const wall = Date.now.bind(Date);
let ahead = Number(process.env.CLOCK_STARTS_AT) - wall();

process.on('message', (at) => {
	ahead = Number(at) - wall();
	process.send?.('moved');
});
// A server whose clock can be moved ends as others do.
process.channel?.unref();

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

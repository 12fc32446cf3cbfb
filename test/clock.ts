/**
 * Preloaded into a server: its wall clock starts at CLOCK_STARTS_AT, and runs on from there, or from where a test moves it. Time
 * passes when it is moved on; a leap moves nothing but the clock on the wall.
 */
const wall = Date.now.bind(Date);
const monotonic = performance.now.bind(performance);
let ahead = Number(process.env.CLOCK_STARTS_AT) - wall();
let passed = 0;

process.on('message', ({ to, isLeap }: { to: number; isLeap: boolean }) => {
	const before = ahead;
	ahead = to - wall();
	if (!isLeap) passed += Math.max(0, ahead - before);
	process.send?.('moved');
});
performance.now = () => monotonic() + passed;
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

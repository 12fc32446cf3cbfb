/**
 * How many response times fell into which bucket. Each bucket is 2 % wider than the one before, so that a quantile read
 * from it is at most 1 % off, and rollups add up: DDSketch (Masson, Rim, Lee; VLDB 2019).
 */
export type ResponseTimes = Record<string, number>;

const WIDTH = 1.02;

export function bucketOf(millis: number): string {
	return String(Math.ceil(Math.log(Math.max(1, millis)) / Math.log(WIDTH)));
}

export function addTime(times: ResponseTimes, millis: number): ResponseTimes {
	const bucket = bucketOf(millis);
	return { ...times, [bucket]: (times[bucket] ?? 0) + 1 };
}

export function mergedTimes(all: Iterable<ResponseTimes>): ResponseTimes {
	const merged: ResponseTimes = {};
	for (const times of all) {
		for (const [bucket, count] of Object.entries(times)) merged[bucket] = (merged[bucket] ?? 0) + count;
	}
	return merged;
}

/** The response time in whole milliseconds that `share` of them didn't exceed; null where there is none. */
export function quantileOf(times: ResponseTimes, share: number): number | null {
	const buckets = Object.entries(times).map(([bucket, count]) => ({ bucket: Number(bucket), count }));
	const total = buckets.reduce((sum, { count }) => sum + count, 0);
	if (total === 0) return null;
	const rank = Math.max(1, Math.ceil(total * share));
	let seen = 0;
	for (const { bucket, count } of buckets.sort((one, other) => one.bucket - other.bucket)) {
		seen += count;
		// The middle of the bucket.
		if (seen >= rank) return Math.round((2 * WIDTH ** bucket) / (1 + WIDTH));
	}
	return null;
}

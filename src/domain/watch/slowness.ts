import type { Monitor, Sample, SlownessProbe } from './monitor.ts';

/** Looks at how long another monitor had to wait, and measures nothing itself. */
export type SlownessMonitor = Monitor & { probe: SlownessProbe };

/** What a monitor of slowness is called beside the one that it looks at. */
export function slownessNameOf(monitor: string): string {
	return `${monitor}-slow`;
}

export function isOfSlowness(monitor: Partial<Monitor>): monitor is SlownessMonitor {
	return monitor.probe?.kind === 'slowness';
}

/** The one among a component's monitors that looks at how long `name` had to wait. */
export function slownessBeside(monitors: readonly Monitor[], name: string): SlownessMonitor | undefined {
	return monitors.filter(isOfSlowness).find(({ probe }) => probe.of === name);
}

/**
 * What a sample of the monitor that it looks at says of slowness: nothing where nobody knows how long it took. One that
 * failed is not slow: it is worse, and its own monitor says so.
 */
export function slownessIn({ at, ok, responseMillis }: Sample, { limitMillis }: SlownessProbe): Sample | null {
	if (ok && responseMillis === null) return null;
	const isSlow = ok && (responseMillis ?? 0) > limitMillis;
	return { at, ok: !isSlow, responseMillis, detail: isSlow ? `slower than ${limitMillis / 1000} s` : null };
}

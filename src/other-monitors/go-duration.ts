const units: Record<string, number> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };

/** A duration as Go writes it ("1h30m", "500ms"), in milliseconds; null for none, and for one of nothing. */
export function goDuration(written: string): number | null {
	const parts = [...written.matchAll(/(\d+(?:\.\d+)?)(ms|[smh])/g)];
	if (parts.length === 0 || parts.map(([part]) => part).join('') !== written) return null;
	const millis = parts.reduce((sum, [, count, unit]) => sum + Number(count) * (units[unit as string] as number), 0);
	return millis > 0 ? millis : null;
}

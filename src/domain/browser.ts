/** From what calls itself by several names at once, the narrower name comes first. */
const browsers = { Edg: 'Edge', OPR: 'Opera', Firefox: 'Firefox', FxiOS: 'Firefox', CriOS: 'Chrome', Chrome: 'Chrome' };
const systems = {
	Android: 'Android',
	iPhone: 'iPhone',
	iPad: 'iPad',
	Windows: 'Windows',
	'Mac OS': 'macOS',
	CrOS: 'ChromeOS',
	Linux: 'Linux',
};

/** How people know a browser: `Firefox, Android`. What is none of the usual ones stays as it calls itself (RFC 9110 §10.1.5). */
export function browserNamed(userAgent: string): string {
	const known = (names: Record<string, string>) => Object.keys(names).find((name) => userAgent.includes(name));
	const browser =
		browsers[known(browsers) as keyof typeof browsers] ?? (/Version\/.*Safari/.test(userAgent) ? 'Safari' : null);
	if (browser === null) return userAgent;
	const system = systems[known(systems) as keyof typeof systems];
	return system === undefined ? browser : `${browser}, ${system}`;
}

const SECOND = 1000;

/** The clock of the site goes on: by the site's own time when the page was drawn, whatever the clock here shows. */
export function followClock(): void {
	const shown = document.querySelector<HTMLTimeElement>('.bar .clock');
	if (!shown) return;
	// A device that sleeps goes on counting this, and not how long the page is open.
	const ahead = Date.parse(shown.dateTime) - Date.now();
	const format = new Intl.DateTimeFormat(document.documentElement.lang, {
		hour: '2-digit',
		minute: '2-digit',
		hourCycle: 'h23',
		timeZone: shown.dataset.zone,
	});
	const tick = () => {
		const now = new Date(Date.now() + ahead);
		shown.dateTime = now.toISOString();
		shown.textContent = format.format(now);
	};
	setInterval(tick, SECOND);
	document.addEventListener('visibilitychange', tick);
}

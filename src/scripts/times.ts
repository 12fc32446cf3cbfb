import { locale } from './locale.ts';

const KEY = 'times';

/** Times stand in the zone of the contract; whoever is in another one may read theirs. */
export function offerTimes(): void {
	const switcher = document.getElementById('times');
	const zone = switcher?.dataset.zone;
	const mine = Intl.DateTimeFormat().resolvedOptions().timeZone;
	if (!switcher || !zone || offsetIn(zone) === offsetIn(mine)) return;
	const button = document.createElement('button');
	const show = (own: boolean) => {
		button.textContent = own
			? (switcher.dataset.theirs ?? '')
			: `${switcher.dataset.own} (${mine.replaceAll('_', ' ')})`;
		for (const time of document.querySelectorAll<HTMLTimeElement>('time[data-as]')) rewrite(time, own);
		localStorage.setItem(KEY, own ? 'own' : 'site');
	};
	button.addEventListener('click', () => show(localStorage.getItem(KEY) !== 'own'));
	switcher.append(button);
	show(localStorage.getItem(KEY) === 'own');
}

function rewrite(time: HTMLTimeElement, own: boolean): void {
	if (!own) {
		if (time.title !== '') time.textContent = time.title;
		time.title = '';
		return;
	}
	if (time.title === '') time.title = time.textContent ?? '';
	const day = { day: 'numeric', month: 'short', year: 'numeric' } as const;
	const clock = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZoneName: 'short' } as const;
	const seconds = time.dataset.as === 'exact' ? ({ second: '2-digit' } as const) : {};
	const parts = time.dataset.as === 'time' ? clock : { ...day, ...clock, ...seconds };
	time.textContent = new Intl.DateTimeFormat(locale(), parts).format(new Date(time.dateTime));
}

function offsetIn(timeZone: string): string | undefined {
	const parts = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset' }).formatToParts();
	return parts.find(({ type }) => type === 'timeZoneName')?.value;
}

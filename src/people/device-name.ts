import Bowser from 'bowser';

/** What somebody knows their device by, as in "Chrome · Android"; as it calls itself where that says nothing more. */
export function deviceName(userAgent: string): string {
	if (userAgent.trim() === '') return '';
	const { browser, os } = Bowser.parse(userAgent);
	return [browser.name, os.name].filter((one) => one !== undefined && one !== '').join(' · ') || userAgent;
}

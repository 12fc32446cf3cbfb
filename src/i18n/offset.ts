/** "-03:00" as people write it: "GMT−3". */
export function offsetName(offset: string): string {
	const [hours = '0', minutes = '00'] = offset.slice(1).split(':');
	const sign = offset.startsWith('-') ? '−' : '+';
	return `GMT${sign}${Number(hours)}${minutes === '00' ? '' : `:${minutes}`}`;
}

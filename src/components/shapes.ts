/** Each status as a path in a square of 16: whoever doesn't see its colour sees its shape. */
export const shapes: Readonly<Record<string, string>> = {
	operational: 'M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1Zm3.6 5L7.2 11 4.4 8.3l1-1 1.7 1.6 3.5-3.9Z',
	under_maintenance: 'M2 2h12v12H2Zm3 5v2h6V7Z',
	degraded_performance: 'M8 1.2 15.4 14H.6ZM7.2 6v4h1.6V6Zm0 5v1.6h1.6V11Z',
	partial_outage: 'M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1Zm0 2.2v9.6a4.8 4.8 0 0 1 0-9.6Z',
	unknown: 'M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1Zm0 1.6a5.4 5.4 0 1 1 0 10.8A5.4 5.4 0 0 1 8 2.6ZM5 7.2h6v1.6H5Z',
	told: 'M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1Zm0 1.6a5.4 5.4 0 1 1 0 10.8A5.4 5.4 0 0 1 8 2.6Z',
	major_outage:
		'M5 1h6l4 4v6l-4 4H5l-4-4V5Zm.6 3.5L4.5 5.6 6.9 8l-2.4 2.4 1.1 1.1L8 9.1l2.4 2.4 1.1-1.1L9.1 8l2.4-2.4-1.1-1.1L8 6.9Z',
};

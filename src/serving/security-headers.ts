const policy = [
	"default-src 'none'",
	"script-src 'self'",
	"style-src 'self'",
	"img-src 'self'",
	"connect-src 'self'",
	"form-action 'self'",
	"base-uri 'none'",
].join('; ');

/** Sent with every answer, names and values in pairs. @param framed may it stand in a frame of any other site? */
export function securityHeaders(siteUrl: string, framed = false): [string, string][] {
	const headers: [string, string][] = [
		['content-security-policy', `${policy}; frame-ancestors ${framed ? '*' : "'none'"}`],
		['x-content-type-options', 'nosniff'],
		['referrer-policy', 'strict-origin-when-cross-origin'],
		['permissions-policy', 'camera=(), geolocation=(), microphone=(), payment=()'],
		['cross-origin-opener-policy', 'same-origin'],
	];
	if (siteUrl.startsWith('https:')) headers.push(['strict-transport-security', 'max-age=31536000']);
	return headers;
}

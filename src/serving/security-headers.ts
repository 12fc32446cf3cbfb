const policy = [
	"default-src 'none'",
	"script-src 'self'",
	"style-src 'self'",
	"img-src 'self'",
	"connect-src 'self'",
	"form-action 'self'",
	"base-uri 'none'",
	"frame-ancestors 'none'",
].join('; ');

/** Sent with every answer, names and values in pairs. */
export function securityHeaders(siteUrl: string): [string, string][] {
	const headers: [string, string][] = [
		['content-security-policy', policy],
		['x-content-type-options', 'nosniff'],
		['referrer-policy', 'strict-origin-when-cross-origin'],
		['permissions-policy', 'camera=(), geolocation=(), microphone=(), payment=()'],
		['cross-origin-opener-policy', 'same-origin'],
	];
	if (siteUrl.startsWith('https:')) headers.push(['strict-transport-security', 'max-age=31536000']);
	return headers;
}

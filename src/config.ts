import { z } from 'zod';

/** Of whoever has named none. */
export const DEFAULT_DATABASE = 'file:./data/vigente.db';

const Environment = z.object({
	HOST: z.string().min(1).default('127.0.0.1'),
	PORT: z.coerce.number('Expected a port number').int('Expected a port number').min(0).max(65535).default(4321),
	SITE_URL: z
		.url({ protocol: /^https?$/, error: 'Expected an address such as "https://status.example.com"' })
		.optional(),
	DATABASE_URL: z
		.string()
		.regex(/^(file:.+|:memory:)$/, 'Expected "file:" and a path')
		.default(DEFAULT_DATABASE),
	CONTENT_DIR: z.string().min(1).default('./content'),
	LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
	/** How many proxies stand in front: that many entries of X-Forwarded-For, from the right, are believed. */
	TRUSTED_PROXIES: z.coerce.number('Expected a number').int().min(0).max(10).default(0),
	/** API requests a minute for each token, and twice as many for each address; 0 for no limit. */
	RATE_LIMIT: z.coerce.number('Expected a number').int().min(0).max(1_000_000).default(600),
});

export interface Config {
	host: string;
	port: number;
	/** Without a slash at its end. */
	siteUrl: string;
	databaseUrl: string;
	contentDir: string;
	logLevel: z.infer<typeof Environment>['LOG_LEVEL'];
	trustedProxies: number;
	/** Requests a minute, see `Environment`. */
	rateLimit: number;
}

export class ConfigError extends Error {
	override name = 'ConfigError';
}

/** @throws ConfigError with one line that names every variable that is wrong, and what was expected */
export function readConfig(environment: NodeJS.ProcessEnv): Config {
	const parsed = Environment.safeParse(environment);
	if (!parsed.success) {
		const flaws = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
		throw new ConfigError(`environment: ${flaws.join('; ')}`);
	}
	const { HOST, PORT, SITE_URL, DATABASE_URL, CONTENT_DIR, LOG_LEVEL, TRUSTED_PROXIES, RATE_LIMIT } = parsed.data;
	return {
		host: HOST,
		port: PORT,
		siteUrl: (SITE_URL ?? `http://${HOST}:${PORT}`).replace(/\/+$/, ''),
		databaseUrl: DATABASE_URL,
		contentDir: CONTENT_DIR,
		logLevel: LOG_LEVEL,
		trustedProxies: TRUSTED_PROXIES,
		rateLimit: RATE_LIMIT,
	};
}

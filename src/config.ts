import { z } from 'zod';

/** Of whoever has named none. */
export const DEFAULT_DATABASE = 'file:./data/vigente.db';

const Environment = z.object({
	HOST: z.string().min(1).default('127.0.0.1'),
	PORT: z.coerce.number('Expected a port number').int('Expected a port number').min(0).max(65535).default(4321),
	SITE_URL: z
		.url({ protocol: /^https?$/, error: 'Expected an address such as "https://status.example.com"', abort: true })
		// Links begin with "/": below a path, behind a proxy that takes it away, none of them would work.
		.refine(isOrigin, 'Expected an address without a path, such as "https://status.example.com"')
		.optional(),
	DATABASE_URL: z
		.string()
		.refine(
			isDatabaseUrl,
			'Expected "file:" and a path without parameters, or "postgres://user:password@host/database"',
		)
		.default(DEFAULT_DATABASE),
	CONTENT_DIR: z.string().min(1).default('./content'),
	/** Where the private key lies that signs the log. */
	LOG_KEY_FILE: z.string().min(1).optional(),
	LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
	/** Where `/metrics` is answered on 127.0.0.1, beside the site; absent: where the site is. */
	METRICS_PORT: z.coerce.number('Expected a port number').int('Expected a port number').min(0).max(65535).optional(),
	/** How many proxies stand in front: that many entries of X-Forwarded-For, from the right, are believed. */
	TRUSTED_PROXIES: z.coerce.number('Expected a number').int().min(0).max(10).default(0),
	/** Told of every publication, so that readers of feeds hear at once: https://www.w3.org/TR/websub/ */
	WEBSUB_HUB: z
		.url({ protocol: /^https?$/, error: 'Expected an address such as "https://hub.example.com/"' })
		.optional(),
	/** By which letters leave, with the name and password of whoever sends them. */
	SMTP_URL: z
		.url({ protocol: /^smtps?$/, error: 'Expected an address such as "smtp://user:password@mail.example.com:587"' })
		.refine(
			hasNothingBehindHost,
			'Expected nothing behind the host: in a name or a password "/" is written %2F, "#" %23, "@" %40 and "?" %3F',
		)
		.optional(),
	/** Whom letters are from. */
	MAIL_FROM: z
		.string()
		.regex(/^([^<>\r\n]+<[^\s<>@]+@[^\s<>@]+>|[^\s<>@]+@[^\s<>@]+)$/, 'Expected "Status <status@example.com>"')
		.optional(),
	/** So many letters leave each node in a second at most; absent: as many as the server takes. */
	MAIL_PER_SECOND: z.coerce.number('Expected a number').positive('Expected a number above 0').max(1000).optional(),
	/** Of the operator's own bot, as @BotFather gives it. */
	TELEGRAM_BOT_TOKEN: z
		.string()
		.regex(/^\d+:[\w-]+$/, 'Expected a token such as "123456:ABC-DEF"')
		.optional(),
	/** Where bots are spoken for; another one for who runs a server of their own. */
	TELEGRAM_API: z
		.url({ protocol: /^https?$/, error: 'Expected an address such as "https://api.telegram.org"' })
		.default('https://api.telegram.org'),
	/** Where a company's people sign in (OpenID Connect Discovery); only on this machine without TLS. */
	OIDC_ISSUER: z
		.url({ protocol: /^https?$/, error: 'Expected an address such as "https://login.example.com"', abort: true })
		.refine(isHereOrSecret, 'Expected an address that begins with "https://"')
		.optional(),
	OIDC_CLIENT_ID: z.string().optional(),
	OIDC_CLIENT_SECRET: z.string().optional(),
	/** As people call it. */
	OIDC_NAME: z.string().max(60, 'Expected 60 characters at most').optional(),
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
	/** Null for a database in memory. */
	logKeyFile: string | null;
	/** Does the operator say which file that is? */
	isKeyNamed: boolean;
	logLevel: z.infer<typeof Environment>['LOG_LEVEL'];
	/** Null where `/metrics` has no port of its own. */
	metricsPort: number | null;
	/** Null for none. */
	webSubHub: string | null;
	/** Null where no letters are sent. */
	mail: { smtpUrl: string; from: string; perSecond: number | null } | null;
	/** Where the bot of Telegram is spoken for, its token included; null for none. */
	telegramBot: string | null;
	/** Where people of a company sign in; null for none. */
	provider: { issuer: string; clientId: string; clientSecret: string; name: string } | null;
	trustedProxies: number;
	/** Requests a minute, see `Environment`. */
	rateLimit: number;
}

export class ConfigError extends Error {
	override name = 'ConfigError';
}

/** @throws ConfigError with one line that names every variable that is wrong, and what was expected */
export function readConfig(environment: NodeJS.ProcessEnv): Config {
	// Nothing would be read as 0: no limit, any port.
	const empty = Object.keys(Environment.shape).filter((name) => environment[name]?.trim() === '');
	if (empty.length > 0) {
		const flaws = empty.map((name) => `${name}: Expected a value, found nothing: leave it out for its default`);
		throw new ConfigError(`environment: ${flaws.join('; ')}`);
	}
	const parsed = Environment.safeParse(environment);
	if (!parsed.success) {
		const flaws = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
		throw new ConfigError(`environment: ${flaws.join('; ')}`);
	}
	const { HOST, PORT, SITE_URL, METRICS_PORT, ...rest } = parsed.data;
	if (METRICS_PORT !== undefined && METRICS_PORT === PORT && PORT !== 0) {
		throw new ConfigError(`environment: METRICS_PORT: Expected another port than PORT, found ${PORT} for both`);
	}
	const { SMTP_URL, MAIL_FROM, MAIL_PER_SECOND = null, TELEGRAM_BOT_TOKEN, TELEGRAM_API } = rest;
	if (SMTP_URL !== undefined && MAIL_FROM === undefined) {
		throw new ConfigError(
			'environment: MAIL_FROM: Expected an address such as "Status <status@example.com>", for SMTP_URL',
		);
	}
	const { OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET, OIDC_NAME } = rest;
	const provider = { OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET };
	const missing = Object.entries(provider).flatMap(([name, value]) => (value === undefined ? [name] : []));
	if (missing.length > 0 && missing.length < 3) {
		throw new ConfigError(`environment: ${missing.join(', ')}: Expected a value, for the sign-in of a company`);
	}
	return {
		host: HOST,
		port: PORT,
		siteUrl: (SITE_URL ?? localUrl(HOST, PORT)).replace(/\/+$/, ''),
		databaseUrl: rest.DATABASE_URL,
		contentDir: rest.CONTENT_DIR,
		logKeyFile: rest.LOG_KEY_FILE ?? keyFileBeside(rest.DATABASE_URL),
		isKeyNamed: rest.LOG_KEY_FILE !== undefined,
		logLevel: rest.LOG_LEVEL,
		metricsPort: METRICS_PORT ?? null,
		webSubHub: rest.WEBSUB_HUB ?? null,
		mail: SMTP_URL && MAIL_FROM ? { smtpUrl: SMTP_URL, from: MAIL_FROM, perSecond: MAIL_PER_SECOND } : null,
		telegramBot: TELEGRAM_BOT_TOKEN ? `${TELEGRAM_API.replace(/\/+$/, '')}/bot${TELEGRAM_BOT_TOKEN}` : null,
		provider:
			OIDC_ISSUER && OIDC_CLIENT_ID && OIDC_CLIENT_SECRET
				? {
						...{ issuer: OIDC_ISSUER, clientId: OIDC_CLIENT_ID, clientSecret: OIDC_CLIENT_SECRET },
						name: OIDC_NAME ?? new URL(OIDC_ISSUER).hostname,
					}
				: null,
		trustedProxies: rest.TRUSTED_PROXIES,
		rateLimit: rest.RATE_LIMIT,
	};
}

/** Where a server that listens on `host` is found from this machine. Nobody can be sent to "any address". */
export function localUrl(host: string, port: number): string {
	const name = ['0.0.0.0', '::'].includes(host) ? 'localhost' : host;
	return `http://${name.includes(':') ? `[${name}]` : name}:${port}`;
}

/** A file without parameters, memory for tests, or a database of a PostgreSQL server. */
function isDatabaseUrl(address: string): boolean {
	if (/^(file:[^?#]+|:memory:)$/.test(address)) return true;
	return /^postgres(ql)?:/.test(address) && URL.canParse(address) && new URL(address).pathname.length > 1;
}

/** Beside the file of the database; a server of PostgreSQL has no place of its own here. */
export function keyFileBeside(databaseUrl: string): string | null {
	if (databaseUrl === ':memory:') return null;
	const file = databaseUrl.startsWith('file:') ? databaseUrl : DEFAULT_DATABASE;
	return file.replace(/^file:(\/\/)?/, '').replace(/[^/]*$/, 'log.key');
}

function hasNothingBehindHost(address: string): boolean {
	const { pathname, hash } = new URL(address);
	return /^\/?$/.test(pathname) && hash === '';
}

function isHereOrSecret(address: string): boolean {
	const { protocol, hostname } = new URL(address);
	return protocol === 'https:' || /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(hostname);
}

function isOrigin(address: string): boolean {
	const { pathname, search, hash, username, password } = new URL(address);
	return (
		/^\/+$/.test(pathname) && [search, hash, username, password].every((part) => part === '') && !/[?#]/.test(address)
	);
}

// What may import what: deny by default. A folder may always import itself.
const files = {
	config: '^src/config\\.ts$',
	runtime: '^src/runtime\\.ts$',
	server: '^src/server\\.ts$',
	fetch: '^src/fetch\\.ts$',
	cli: '^src/cli(\\.ts$|/)',
	/** The interfaces, of which everybody may know. */
	doors: '^src/stores/stores\\.ts$',
	db: '^db/',
	...Object.fromEntries(
		[
			'domain',
			'content',
			'inputs',
			'files',
			'documents',
			'statuspage',
			'histories',
			'other-monitors',
			'calendars',
			'subscriber-lists',
			'stores',
			'commands',
			'jobs',
			'queries',
			'render',
			'serving',
			'operating',
			'api',
			'pages',
			'components',
			'layouts',
			'i18n',
			'scripts',
			'styles',
			'outbound',
			'notify',
			'people',
			'console',
			'demo',
		].map((folder) => [folder, `^src/${folder}/`]),
	),
};

/** Folders, and packages by name. `types` may be imported as types only. */
const rules = {
	config: { packages: ['zod'] },
	domain: {
		packages: ['luxon', 'zod', 'date-holidays', 'rrule', 'ipaddr.js', 'canonicalize', 're2js', 'json-p3'],
		core: ['crypto'],
	},
	// How a file that a person wrote is read: its encoding, its YAML, and what to say of a flaw.
	files: { packages: ['zod', 'yaml'], core: ['fs', 'path'] },
	// What people may say, of which messages must be shown as they were meant.
	inputs: { may: ['domain', 'render'], packages: ['zod'] },
	content: {
		may: ['domain', 'files', 'render'],
		packages: ['zod', 'date-holidays', 'json-p3'],
		core: ['crypto', 'fs', 'net', 'path', 'util'],
	},
	documents: { may: ['domain', 'files', 'render'], packages: ['diff'] },
	// What other tools watch, said as components.yaml says it.
	'other-monitors': { may: ['domain', 'files', 'content'], packages: ['yaml'] },
	statuspage: { may: ['domain', 'files', 'render'], packages: ['zod', 'feedsmith', 'sanitize-html'] },
	// A calendar is read with no more than a library and what a date means.
	calendars: { may: ['domain'], packages: ['ical.js', 'windows-iana'] },
	// Read and written at two doors: the command line, and the console.
	'subscriber-lists': { may: ['domain', 'inputs', 'files'], packages: ['csv-parse', 'csv-stringify'] },
	histories: { may: ['domain', 'files', 'statuspage'], packages: ['zod'] },
	render: {
		may: ['domain'],
		types: ['documents'],
		packages: [
			'marked',
			'lru-cache',
			'sanitize-html',
			'feedsmith',
			'csv-stringify',
			'ical-generator',
			'badge-maker',
			'@resvg/resvg-js',
		],
		core: ['url'],
	},
	stores: {
		may: ['domain', 'db'],
		packages: ['drizzle-orm', 'better-sqlite3', 'pg', 'rate-limiter-flexible'],
		core: ['crypto', 'fs', 'path', 'timers/promises', 'url'],
	},
	/** The only place from which anything goes out to other hosts. */
	outbound: {
		may: ['domain', 'content', 'calendars'],
		packages: ['ipaddr.js', 'json-p3', 'feedsmith', 'nodemailer', 'openid-client', 'tough-cookie', 'zod'],
		core: ['child_process', 'crypto', 'http', 'http2', 'https', 'net', 'tls', 'dns', 'stream', 'url', 'zlib'],
	},
	commands: {
		may: ['domain', 'inputs', 'content', 'files', 'documents', 'statuspage', 'histories', 'calendars', 'i18n'],
		types: ['doors'],
		core: ['crypto'],
	},
	queries: {
		may: ['domain', 'content', 'documents', 'statuspage', 'render', 'i18n'],
		types: ['doors'],
		core: ['crypto'],
	},
	// One file for each channel.
	notify: { may: ['domain', 'i18n', 'render', 'statuspage'], packages: ['standardwebhooks'] },
	jobs: {
		may: ['domain', 'content', 'files', 'commands', 'queries', 'render', 'outbound', 'notify'],
		types: ['doors', 'operating'],
		packages: ['p-limit', 'lru-cache'],
	},
	// Nobody else knows better-auth. Its tables are ours.
	people: {
		may: ['domain', 'db'],
		types: ['stores'],
		packages: ['better-auth', 'bowser', '@better-auth/passkey', '@better-auth/utils', 'drizzle-orm', 'uqr', 'zod'],
		core: ['net', 'async_hooks'],
	},
	// What every screen of /admin goes through before it is drawn.
	console: {
		may: ['domain', 'inputs', 'files', 'commands', 'queries', 'documents', 'i18n', 'people', 'subscriber-lists'],
		types: ['runtime', 'doors'],
		packages: ['zod'],
		core: ['crypto', 'timers/promises', 'zlib'],
	},
	i18n: { may: ['domain'] },
	api: {
		may: ['serving', 'inputs', 'files', 'commands', 'queries', 'render', 'i18n', 'content', 'domain'],
		types: ['runtime', 'operating', 'doors'],
		packages: ['hono', '@hono/zod-openapi', 'zod', 'rate-limiter-flexible', 'lru-cache', 'jsonc-parser'],
		core: ['crypto'],
	},
	scripts: { packages: ['@simplewebauthn/browser'] },
	styles: {},
	layouts: {
		may: ['domain', 'i18n', 'scripts', 'styles', 'components', 'console'],
		types: ['domain', 'queries', 'runtime'],
		packages: ['astro'],
	},
	// What the domain knows is pure, and may be asked where it is drawn.
	components: { may: ['i18n', 'layouts', 'domain'], types: ['queries', 'render', 'documents'], packages: ['astro'] },
	pages: {
		may: [
			...['commands', 'queries', 'render', 'components', 'layouts', 'styles', 'i18n', 'scripts', 'domain'],
			...['inputs', 'console'],
		],
		types: ['documents', 'people', 'runtime'],
		packages: ['astro', 'swagger-ui-dist'],
	},
	// Logs, metrics and health: what the operator sees.
	operating: {
		may: ['domain', 'files', 'queries'],
		types: ['config', 'content', 'doors'],
		packages: ['pino', 'prom-client'],
		core: ['crypto'],
	},
	serving: {
		may: ['operating', 'config', 'i18n', 'domain'],
		types: ['runtime', 'doors'],
		packages: ['astro', 'lru-cache', 'ipaddr.js', 'rate-limiter-flexible'],
		core: ['http', 'net', 'fs', 'child_process', 'crypto', 'url', 'util', 'module', 'zlib'],
	},
	runtime: {
		may: [
			'files',
			'serving',
			'operating',
			'config',
			'content',
			'domain',
			'stores',
			'commands',
			'queries',
			'jobs',
			'people',
			'outbound',
		],
		core: ['os'],
	},
	server: { may: ['runtime', 'serving', 'operating', 'config', 'files', 'stores'], core: ['http', 'net'] },
	fetch: { may: ['api', 'console', 'runtime', 'i18n'], packages: ['astro', 'hono'] },
	cli: {
		may: [
			'inputs',
			'commands',
			'queries',
			'content',
			'files',
			'render',
			'config',
			'runtime',
			'domain',
			'stores',
			'i18n',
			'outbound',
			'other-monitors',
			'subscriber-lists',
		],
		types: ['histories'],
		packages: ['commander', 'zod', 'cli-progress', 'csv-parse', 'csv-stringify'],
		core: ['fs', 'path', 'readline/promises', 'stream', 'timers/promises', 'util'],
	},
	db: { packages: ['drizzle-orm'] },
	// An application on top of the house: nothing imports it.
	demo: {
		may: ['domain', 'inputs', 'commands', 'queries', 'content', 'stores', 'config', 'runtime', 'server', 'jobs'],
		packages: ['yaml', 'mailparser', 'smtp-server'],
		core: ['fs', 'path', 'url', 'os', 'http', 'net', 'child_process'],
	},
};

const pattern = (name) => name.replace(/[/.]/g, '\\$&');
const allowed = Object.entries(rules).flatMap(([name, { may = [], types = [], packages = [], core = [] }]) => {
	const from = { path: files[name] };
	const paths = [name, ...may].map((one) => files[one]);
	paths.push(...packages.map((one) => `node_modules/(@types/)?${pattern(one)}/`));
	const list = [{ from, to: { path: paths } }];
	if (core.length > 0)
		list.push({ from, to: { dependencyTypes: ['core'], path: `^(node:)?(${core.join('|')})(/|$)` } });
	if (types.length > 0) {
		list.push({ from, to: { path: types.map((one) => files[one]), dependencyTypes: ['type-only'] } });
	}
	return list;
});

module.exports = {
	allowed,
	allowedSeverity: 'error',
	forbidden: [
		{
			name: 'no-circular',
			severity: 'error',
			from: {},
			to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
		},
		{ name: 'not-found', severity: 'error', from: {}, to: { couldNotResolve: true, pathNot: '\\.css$' } },
	],
	options: {
		exclude: 'env\\.d\\.ts$',
		doNotFollow: { path: 'node_modules' },
		tsPreCompilationDeps: 'specify',
		tsConfig: { fileName: 'tsconfig.json' },
		enhancedResolveOptions: {
			exportsFields: ['exports'],
			conditionNames: ['import', 'node', 'types', 'default'],
			extensions: ['.ts', '.mjs', '.js', '.d.ts'],
		},
	},
};

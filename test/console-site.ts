import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';
import { newId } from '../src/commands/new-id.ts';
import { addPerson, removePerson } from '../src/commands/people.ts';
import { machine } from '../src/domain/actor.ts';
import type { Role } from '../src/domain/person.ts';
import { openExistingEngine } from '../src/stores/open-engine.ts';
import { openStores } from '../src/stores/sql/open-stores.ts';
import type { Stores } from '../src/stores/stores.ts';
import { startServer, type TestServer } from './server.ts';

export const PASSWORD = 'una frase bastante larga';

/** A server whose console can be used: its address is that of the site. @param name of this machine: keys need one */
export async function startConsole(
	options: Parameters<typeof startServer>[0] = {},
	name: '127.0.0.1' | 'localhost' = '127.0.0.1',
): Promise<TestServer> {
	const port = String(await freePort());
	const url = `http://${name}:${port}`;
	const server = await startServer({
		...options,
		env: { PORT: port, SITE_URL: url, TRUSTED_PROXIES: '1', ...options.env },
	});
	return { ...server, url };
}

/** Somebody with this role and a password. @returns their address */
export async function letIn(server: TestServer, role: Role): Promise<string> {
	const email = `${role}-${newId()}@example.com`;
	const { secret } = await withStores(server, (stores) =>
		addPerson(stores, { email, role }, { by: machine }, Date.now()),
	);
	const visitor = new Visitor(server);
	const answer = await visitor.post('/admin/password', { link: secret, password: PASSWORD });
	if (answer.status !== 303) throw new Error(await answer.text());
	return email;
}

export function shutOut(server: TestServer, email: string): Promise<void> {
	return withStores(server, (stores) => removePerson(stores, email, { by: machine }, Date.now()));
}

export async function withStores<T>({ databaseUrl }: TestServer, work: (stores: Stores) => Promise<T>): Promise<T> {
	const engine = await openExistingEngine(databaseUrl, 'writing');
	return work(openStores(engine, { groups: [], components: [] })).finally(() => engine.close());
}

/** A browser without a screen: it keeps cookies, and follows nothing. */
export class Visitor {
	readonly #server: TestServer;
	readonly cookies = new Map<string, string>();
	/** Each is somewhere else: whoever signs in too often from one place has to wait. */
	readonly #address = `10.${[1, 2, 3].map(() => randomInt(256)).join('.')}`;

	constructor(server: TestServer) {
		this.#server = server;
	}

	/** Somebody of this role, who has signed in. */
	static async as(server: TestServer, role: Role): Promise<Visitor & { email: string }> {
		const email = await letIn(server, role);
		const visitor = new Visitor(server);
		await visitor.post('/admin/sign-in', { email, password: PASSWORD });
		return Object.assign(visitor, { email });
	}

	async get(path: string): Promise<Response> {
		return this.#kept(await fetch(this.#server.url + path, { redirect: 'manual', headers: this.#headers({}) }));
	}

	/** @param headers for what a browser would not send by itself */
	async post(path: string, fields: Record<string, string>, headers: Record<string, string> = {}): Promise<Response> {
		const own = { origin: this.#server.url, ...headers };
		const request = { method: 'POST', redirect: 'manual', body: new URLSearchParams(fields) } as const;
		return this.#kept(await fetch(this.#server.url + path, { ...request, headers: this.#headers(own) }));
	}

	/** Sends what no browser would. @param body as a form has it */
	async sendRaw(path: string, body: string): Promise<Response> {
		const headers = { origin: this.#server.url, 'content-type': 'application/x-www-form-urlencoded' };
		return this.#kept(
			await fetch(this.#server.url + path, {
				method: 'POST',
				redirect: 'manual',
				body,
				headers: this.#headers(headers),
			}),
		);
	}

	/** Sends the form of a page as it stands, but for what is filled in. @param act which one, where there are several */
	async send(path: string, filled: Record<string, string>, act?: string): Promise<Response> {
		const page = await (await this.get(path)).text();
		const forms = [...page.matchAll(/<form [^>]*method="post".*?<\/form>/gs)].map(([form]) => form);
		const form = forms.find((one) => (act === undefined ? one.includes('name="key"') : one.includes(`value="${act}"`)));
		if (form === undefined) throw new Error(`No such form on ${path}`);
		const hidden = [...form.matchAll(/type="hidden" name="([^"]+)" value="([^"]*)"/g)];
		return this.post(path, { ...Object.fromEntries(hidden.map(([, name, value]) => [name, value])), ...filled });
	}

	#headers(own: Record<string, string>): Record<string, string> {
		const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
		return { 'x-forwarded-for': this.#address, ...own, ...(cookie !== '' && { cookie }) };
	}

	#kept(response: Response): Response {
		for (const cookie of response.headers.getSetCookie()) {
			const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
			if (/max-age=0/i.test(cookie)) this.cookies.delete(name);
			else this.cookies.set(name, value);
		}
		return response;
	}
}

function freePort(): Promise<number> {
	return new Promise((resolve) => {
		const server = createServer().listen(0, '127.0.0.1', () => {
			const { port } = server.address() as { port: number };
			server.close(() => resolve(port));
		});
	});
}

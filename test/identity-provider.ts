import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import Provider from 'oidc-provider';

/** Who signs in at the company, and what it says of them. */
export interface Employee {
	subject: string;
	email?: string;
	email_verified?: boolean;
}

export interface TestProvider {
	issuer: string;
	/** Whoever comes next. */
	employee: Employee;
	/** How often somebody has given their password there. */
	proofs: number;
	/** Begins to answer, for one client. */
	serve(client: { id: string; secret: string; redirectUri: string }): void;
	close(): Promise<void>;
}

/** A real provider of OpenID Connect on this machine, at which everybody is let through without a form. */
export async function openTestProvider(): Promise<TestProvider> {
	let listener: RequestListener = (_, response) => response.writeHead(503).end();
	const server = createServer((request, response) => listener(request, response)).listen(0, '127.0.0.1');
	await once(server, 'listening');
	const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	const known = new Map<string, Employee>();
	const test: TestProvider = {
		...{ issuer, employee: { subject: 'nobody' }, proofs: 0 },
		serve: ({ id, secret, redirectUri }) => {
			const provider: Provider = new Provider(issuer, {
				clients: [{ client_id: id, client_secret: secret, redirect_uris: [redirectUri] }],
				...{ claims: { openid: ['sub'], email: ['email', 'email_verified'] }, cookies: { keys: ['only for tests'] } },
				features: { devInteractions: { enabled: false } },
				ttl: { AccessToken: 60, AuthorizationCode: 60, Grant: 60, IdToken: 60, Interaction: 60, Session: 60 },
				pkce: { required: () => true },
				interactions: { url: (_, { uid }) => `/interaction/${uid}` },
				findAccount: (_, accountId) => {
					const { subject, ...claims } = known.get(accountId) ?? { subject: accountId };
					return { accountId, claims: async () => ({ sub: subject, ...claims }) };
				},
				loadExistingGrant: async ({ oidc }) => {
					const grant = new provider.Grant({ clientId: id, accountId: oidc.session?.accountId as string });
					grant.addOIDCScope('openid email');
					await grant.save();
					return grant;
				},
			});
			const answer = provider.callback();
			listener = async (request, response) => {
				if (!request.url?.startsWith('/interaction/')) return answer(request, response);
				test.proofs++;
				known.set(test.employee.subject, test.employee);
				await provider.interactionFinished(request, response, { login: { accountId: test.employee.subject } });
			};
		},
		close: async () => {
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		},
	};
	return test;
}

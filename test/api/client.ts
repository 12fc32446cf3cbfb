import type { IncidentResource } from '../../src/queries/admin/incident-resource.ts';
import type { MaintenanceResource } from '../../src/queries/admin/maintenance-resource.ts';
import type { TestServer } from '../server.ts';

export interface Problem {
	type: string;
	title: string;
	status: number;
	detail: string;
	request_id: string;
	errors?: { pointer: string; detail: string }[];
}

export interface Answer<T> {
	status: number;
	headers: Headers;
	text: string;
	body: T;
}

type Headings = Record<string, string>;

/** Calls the admin API as one token does. */
export class Client {
	readonly #url: string;
	readonly #headers: Headings;

	constructor(server: TestServer, token: string | null) {
		this.#url = server.url;
		this.#headers = token === null ? {} : { authorization: `Bearer ${token}` };
	}

	get<T = Problem>(path: string, headers: Headings = {}): Promise<Answer<T>> {
		return this.send('GET', path, { headers });
	}

	post<T = Problem>(path: string, body: unknown, headers: Headings = {}): Promise<Answer<T>> {
		return this.send('POST', path, json(body, headers));
	}

	patch<T = Problem>(path: string, body: unknown, headers: Headings = {}): Promise<Answer<T>> {
		return this.send('PATCH', path, json(body, headers));
	}

	put<T = Problem>(path: string, body: unknown, headers: Headings = {}): Promise<Answer<T>> {
		return this.send('PUT', path, json(body, headers));
	}

	delete<T = Problem>(path: string, headers: Headings = {}): Promise<Answer<T>> {
		return this.send('DELETE', path, { headers });
	}

	/** @param path below /api/v1 */
	async send<T = Problem>(method: string, path: string, request: RequestInit = {}): Promise<Answer<T>> {
		const headers = { ...this.#headers, ...(request.headers as Headings) };
		const response = await fetch(`${this.#url}/api/v1${path}`, { ...request, method, headers });
		const text = await response.text();
		const body = text === '' ? null : JSON.parse(text);
		return { status: response.status, headers: response.headers, text, body };
	}

	async opened(changes: object = {}): Promise<IncidentResource> {
		return (await this.post<IncidentResource>('/incidents', newIncident(changes))).body;
	}

	async scheduled(changes: object = {}): Promise<MaintenanceResource> {
		return (await this.post<MaintenanceResource>('/maintenances', newMaintenance(changes))).body;
	}
}

export function newIncident(changes: object = {}): object {
	return {
		title: 'Demoras en los mensajes',
		body: 'Estamos investigando.',
		criticality: 'high',
		components: { 'message-delivery': 'partial_outage' },
		...changes,
	};
}

export function newMaintenance(changes: object = {}): object {
	return {
		title: 'Migración de reportes',
		body: 'No habrá reportes mientras tanto.',
		components: ['reports'],
		planned_start: '2030-03-05T23:00:00-03:00',
		planned_end: '2030-03-06T04:00:00-03:00',
		...changes,
	};
}

/** The number of the last publication: what was not published did not change it. */
export async function lastPublication(server: TestServer): Promise<number> {
	const response = await fetch(`${server.url}/healthz`);
	return ((await response.json()) as { publication: number }).publication;
}

function json(body: unknown, headers: Headings): RequestInit {
	return { body: JSON.stringify(body), headers: { 'content-type': 'application/json', ...headers } };
}

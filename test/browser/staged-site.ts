import { expect } from 'vitest';
import type { ComponentStatus } from '../../src/domain/component.ts';
import { HOUR, type Instant } from '../../src/domain/instant.ts';
import type { Client } from '../api/client.ts';
import type { TestServer } from '../server.ts';

/** A site at an instant that a test chooses: what its staff publishes and its monitors measure. */
export class StagedSite {
	readonly #server: TestServer;
	readonly #staff: Client;
	readonly #published: string[] = [];
	/** A little less than by the server's clock, which runs on. */
	#now: Instant;

	/** @param now when the server's clock began */
	constructor(server: TestServer, staff: Client, now: Instant) {
		this.#server = server;
		this.#staff = staff;
		this.#now = now;
	}

	async moveTo(at: Instant): Promise<void> {
		await this.#server.moveClock(at);
		this.#now = at;
	}

	pass(millis: number): Promise<void> {
		return this.moveTo(this.#now + millis);
	}

	/** An instant so long from now, as it is sent. */
	in(millis: number): string {
		return new Date(this.#now + millis).toISOString();
	}

	/** One measurement of each of these. */
	async measure(slugs: string[], ok = true): Promise<void> {
		const samples = [{ at: this.in(0), ok }];
		for (const slug of slugs) await this.#done(this.#staff.post(`/components/${slug}/samples`, { samples }));
	}

	incident(title: string, components: Record<string, ComponentStatus>, facts: object = {}): Promise<void> {
		const body = 'Lo estamos investigando.';
		return this.#publish('/incidents', { title, body, criticality: 'normal', components, ...facts });
	}

	/** Work that has begun. @param ends in ms from now; it may be past */
	async work(title: string, components: string[], ends: number): Promise<void> {
		const start = this.in(-2 * HOUR);
		const plan = { title, body: 'Cambiamos un disco.', components, planned_start: start, planned_end: this.in(ends) };
		await this.#publish('/maintenances', { ...plan, automatic: false });
		const begun = { status: 'in_progress', body: 'Comenzamos.', happened_at: start };
		await this.#done(this.#staff.post(`${this.#published.at(-1)}/updates`, begun));
	}

	/** As if nothing of it had been published. */
	async clear(): Promise<void> {
		const reason = 'Era una prueba.';
		for (const path of this.#published.splice(0)) await this.#done(this.#staff.post(`${path}/retraction`, { reason }));
	}

	async #publish(path: string, body: object): Promise<void> {
		const { id } = await this.#done(this.#staff.post<{ id: string }>(path, body));
		this.#published.push(`${path}/${id}`);
	}

	async #done<T>(asked: Promise<{ status: number; text: string; body: T }>): Promise<T> {
		const { status, text, body } = await asked;
		expect(status, text).toBeLessThan(300);
		return body;
	}
}

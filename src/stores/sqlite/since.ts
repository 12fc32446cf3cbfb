import Sqlite from 'better-sqlite3';
import type { Instant } from '../../domain/instant.ts';
import type { Role } from '../../domain/person.ts';
import { tablesOf } from './applied-migration.ts';

/** What happened since a copy was made to what stands in the copy as it was. */
export interface Since {
	/** Posts that wait in the copy. */
	ended: { id: string; kind: string; state: 'cancelled' | 'published' }[];
	/** Ids of tokens. */
	revoked: string[];
	/** Ids of people, and the role that they were given last; null where they were removed. */
	roles: Map<string, Role | null>;
	/** Ids of people who changed how they sign in. */
	secured: string[];
	/** Ids of subscribers whom somebody took off. */
	takenOff: string[];
	/** Addresses that their owners had taken off. */
	departed: { sha256: string; at: Instant }[];
	/** Did the one that is replaced go on from the copy? Else it knows not all that was done since. */
	wentOn: boolean;
}

/** By the entries of the ledger that the copy has not. @returns null where the one that is replaced cannot be read */
export function sinceCopy(path: string, copy: string): Since | null {
	let client: Sqlite.Database | undefined;
	try {
		client = new Sqlite(path, { readonly: true });
		client.prepare('ATTACH ? AS copy').run(copy);
		const entries = client
			.prepare(
				`SELECT action, subject, data FROM main.ledger WHERE hash NOT IN (SELECT hash FROM copy.ledger)
				AND action IN ('token.revoked', 'subscriber.removed', 'person.removed', 'person.changed', 'person.secured')
				ORDER BY number`,
			)
			.all() as { action: string; subject: string; data: string }[];
		const since: Since = {
			...{ ended: endedIn(client), departed: departedIn(client) },
			...{ revoked: [], roles: new Map(), secured: [], takenOff: [], wentOn: false },
		};
		const last = 'SELECT hash FROM copy.ledger ORDER BY number DESC LIMIT 1';
		since.wentOn = client.prepare(`SELECT 1 FROM main.ledger WHERE hash = (${last})`).get() !== undefined;
		for (const { action, subject, data } of entries) {
			const id = subject.slice(subject.indexOf('/') + 1);
			if (action === 'token.revoked') since.revoked.push(id);
			if (action === 'subscriber.removed') since.takenOff.push(id);
			if (action === 'person.removed') since.roles.set(id, null);
			if (action === 'person.changed') since.roles.set(id, JSON.parse(data).role);
			if (action === 'person.secured' && !since.secured.includes(id)) since.secured.push(id);
		}
		return since;
	} catch {
		return null;
	} finally {
		client?.close();
	}
}

function departedIn(client: Sqlite.Database): Since['departed'] {
	if (!tablesOf(client).includes('departed_addresses')) return [];
	const isIn = tablesOf(client, 'copy').includes('departed_addresses');
	const known = isIn ? 'WHERE sha256 NOT IN (SELECT sha256 FROM copy.departed_addresses)' : '';
	return client.prepare(`SELECT sha256, at FROM main.departed_addresses ${known}`).all() as Since['departed'];
}

function endedIn(client: Sqlite.Database): Since['ended'] {
	const isIn = (schema: 'main' | 'copy') => tablesOf(client, schema).includes('waiting_posts');
	if (!isIn('main') || !isIn('copy')) return [];
	return client
		.prepare(
			`SELECT own.id, own.kind, own.state FROM main.waiting_posts AS own JOIN copy.waiting_posts AS kept ON kept.id = own.id
			WHERE kept.state = 'waiting' AND own.state IN ('cancelled', 'published') ORDER BY own.ended_at`,
		)
		.all() as Since['ended'];
}

/** Is there nobody to be kept out? */
export function isNobodyOut({ revoked, roles, secured, takenOff, departed }: Since): boolean {
	return [revoked, secured, takenOff, departed].every(({ length }) => length === 0) && roles.size === 0;
}

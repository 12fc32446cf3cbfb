import { writeSync } from 'node:fs';
import { openIncident } from '../../src/commands/open-incident.ts';
import { openExistingEngine } from '../../src/stores/open-engine.ts';
import { openStores } from '../../src/stores/sql/open-stores.ts';
import { writtenBy } from '../written-by.ts';

/** Opens one incident after the other by the command that the server uses, and acknowledges each on its own line, until it is killed. */
const stores = openStores(await openExistingEngine(process.env.DATABASE_URL as string, 'writing'), {
	groups: [],
	components: [],
});
for (let count = 0; ; count++) {
	const text = { es: `Incidente ${process.pid}-${count}` };
	const now = Date.now();
	const what = { title: text, body: text, status: 'investigating', impact: 'none', criticality: 'high' } as const;
	const when = { detectedAt: null, acceptedAt: now, startedAt: now };
	const { id } = await openIncident(
		stores,
		{ ...what, ...when, components: {}, cause: null },
		writtenBy('writer'),
		now,
	);
	writeSync(1, `${id}\n`);
}

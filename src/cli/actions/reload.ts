import { setTimeout as wait } from 'node:timers/promises';
import { reloadContent } from '../../commands/reload-content.ts';
import { readConfig } from '../../config.ts';
import { type ReloadOutcome, reloadOutcome, type ServerAnswer } from '../../queries/shared/reload-outcome.ts';
import type { Stores } from '../../stores/stores.ts';
import { atCommandLine, writing } from '../desk.ts';
import { remark } from '../output.ts';

/** A server hears within a second, looks every five, and ends what it is about first. In ms. */
const LONGEST = 30_000;

export async function reload(): Promise<void> {
	const { contentDir } = readConfig(process.env);
	const { state, servers } = await writing(async (stores) => {
		return answersTo(await reloadContent(stores, contentDir, atCommandLine, Date.now()), stores);
	});
	if (servers.every((server) => server.state === 'gone' || server.state === 'stopped'))
		remark('The content has no mistake, and no server is running: the next start reads it.');
	for (const server of servers) for (const line of linesOf(server)) remark(line);
	if (state === 'differs') {
		remark('vigente: the folders of these servers do not say the same: copy one to all, and reload.');
		for (const { node, digest } of servers) if (digest !== null) remark(`  ${digest}: ${node}`);
	}
	if (state !== 'in_force') process.exitCode = 1;
}

/** What has become of it once every server has answered, or was waited for long enough. */
async function answersTo(publication: number, stores: Stores): Promise<ReloadOutcome> {
	const until = performance.now() + LONGEST;
	for (;;) {
		const outcome = await reloadOutcome({ stores, now: Date.now() }, publication);
		if (outcome.state !== 'pending' || performance.now() > until) return outcome;
		await wait(100);
	}
}

function linesOf({ node, state, seenAt, mistakes, changes, remarks }: ServerAnswer): string[] {
	const seen = new Date(seenAt).toISOString();
	const first = {
		in_force: `Server ${node} goes by it now.`,
		refused: `Server ${node} goes on with what it had:`,
		pending: `Server ${node} has not answered for ${LONGEST / 1000} s; it was last seen at ${seen}.`,
		stopped: `Server ${node} stopped at ${seen}.`,
		gone: `Server ${node} is not heard of: it was last seen at ${seen}.`,
	}[state];
	if (state !== 'in_force' && state !== 'refused') return [first];
	const unchanged = state === 'in_force' && changes.length === 0 ? ['  Nothing is otherwise.'] : [];
	return [
		first,
		...mistakes.map((mistake) => `vigente: ${mistake}`),
		...unchanged,
		...changes.map(({ what, name, turn }) => `  ${turn}: ${what} ${name}`),
		...remarks.map((line) => `  ${line}`),
	];
}

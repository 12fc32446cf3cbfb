import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';

/** What only the machine does, what changes nothing, and what whoever holds the address of it may do for themselves. */
const nobodyAsks = [
	'adoptContent',
	'askForLink',
	'changePreferences',
	'confirmSubscription',
	'continueMaintenanceSeries',
	'correctMonths',
	'currentSlugs',
	'filesAtStart',
	'freezeMonths',
	'judgePromises',
	'knownIncident',
	'linkForLetter',
	'lookIntoFolder',
	'mistakesOfContent',
	'ownerOf',
	'postToIncident',
	'publishPendingRevisions',
	'askWhereDue',
	'publishWaiting',
	'refuseTakenSlugs',
	'rehearse',
	'changeSecurity',
	'rotateOwn',
	'runMaintenance',
	'stoppingMistakes',
	'subscribe',
	'subscriberFrom',
	'testOwn',
	'ticketCheck',
	'unsubscribe',
	'wipe',
];

/** Somebody whose token has no scope, in whichever place of a command's arguments. */
const nobody: Record<string, unknown> = { kind: 'token', id: 'k3j9x0c2m1aa', name: 'nobody', scopes: [] };
nobody.by = nobody;

test('each command first asks who may', async () => {
	const folder = new URL('../../src/commands/', import.meta.url);
	const files = readdirSync(folder).filter((file) => file.endsWith('.ts'));
	const modules = await Promise.all(files.map((file) => import(new URL(file, folder).href)));
	const commands = modules
		.flatMap((module) => Object.values<unknown>(module))
		.filter(
			(one) => typeof one === 'function' && one.constructor.name === 'AsyncFunction',
		) as (() => Promise<unknown>)[];
	const asked = commands.filter(({ name }) => !nobodyAsks.includes(name));
	expect(asked.length).toBeGreaterThan(20);
	for (const command of asked) {
		await expect(command(...(Array(12).fill(nobody) as [])), command.name).rejects.toMatchObject({ code: 'forbidden' });
	}
});

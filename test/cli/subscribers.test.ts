import { writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { inFolder, vigente, withDatabase } from './cli.ts';

withDatabase();

function fileOf(...lines: string[]): string {
	const file = inFolder('subscribers.csv');
	writeFileSync(file, lines.join('\n'));
	return file;
}

test('a list is added once, whoever was confirmed elsewhere hears at once, and what is exported can be imported', async () => {
	const file = fileOf('address;language;topics;often', 'Ann@Example.com;en;incidents sla;turns', 'bob@example.com;;;');
	expect((await vigente('subscribers', 'import', file)).stdout).toBe(
		'Added 2, who are asked to confirm; 0 were known already, and 0 had themselves taken off once.\n',
	);
	expect((await vigente('subscribers', 'import', '--confirmed', file)).stdout).toContain('Added 0; 2 were known');
	const { stdout } = await vigente('subscribers', 'export');
	expect(stdout).toMatch(/^channel,address,language,topics,components,often,subject,created_at,/);
	expect(stdout).toMatch(/^email,ann@example\.com,en,incidents sla,,turns,,2[^,]*,,$/m);
	expect((await vigente('subscribers', 'import', fileOf(stdout))).stdout).toContain('Added 0; 2 were known already');
}, 30_000);

test.each([
	['mail\nann@example.com', 'line 1: unknown column "mail"'],
	[
		'address\nann@example.com\nann at example',
		'line 3: column "address": expected an address such as "ann@example.com"',
	],
	['address,topics\nann@example.com,gossip', 'line 2: column "topics": invalid option'],
	['address,often\nann@example.com,daily', 'line 2: column "often": expected "every" or "turns"'],
	[
		'address,topics\nann@example.com,sla\nAnn@example.com,incidents',
		'line 3: column "address": expected each address once',
	],
	['address,components\nann@example.com,nothing', 'Line 2: There is no component "nothing"'],
	['address', 'expected a header and at least one subscriber'],
	['channel,address\nwebhook,https://127.0.0.1/x', 'Line 2: Expected a public host'],
])(
	'%j is refused, and nothing is added',
	async (text, expected) => {
		const { status, stderr } = await vigente('subscribers', 'import', fileOf(text));
		expect([status, stderr]).toEqual([1, expect.stringContaining(expected)]);
		expect((await vigente('subscribers', 'export')).stdout.trim().split('\n')).toHaveLength(1);
	},
	30_000,
);

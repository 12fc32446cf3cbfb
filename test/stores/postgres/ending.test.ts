import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

test('a run with PostgreSQL that has failed ends as one that has failed', () => {
	const helper = fileURLToPath(new URL('../../postgres.ts', import.meta.url));
	const script = `import { startPostgres } from ${JSON.stringify(helper)};
		await (await startPostgres()).stop();
		process.exitCode = 3;`;
	expect(spawnSync(process.execPath, ['--input-type=module', '--eval', script]).status).toBe(3);
});

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, test } from 'vitest';
import { endAllRunning, endingWithItsFile } from './running.ts';

const waiting = 'setInterval(() => {}, 1000); console.log("ready");';

test.each([
	['that ends when asked', waiting, 'SIGTERM'],
	['that does not listen', `process.on("SIGTERM", () => {}); ${waiting}`, 'SIGKILL'],
])('a process %s is not left behind', async (_, script, signal) => {
	const child = endingWithItsFile(spawn(process.execPath, ['-e', script]));
	await once(child.stdout, 'data');
	await endAllRunning();
	expect(child.signalCode).toBe(signal);
	await endAllRunning();
});

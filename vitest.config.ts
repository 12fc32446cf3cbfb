import { defineConfig } from 'vitest/config';

export default defineConfig({
	test: {
		include: ['test/**/*.test.ts'],
		globalSetup: 'test/global-setup.ts',
		setupFiles: ['test/no-stray-errors.ts', 'test/no-process-left.ts'],
		testTimeout: 120_000,
		hookTimeout: 240_000,
		// Two cores: most of the time a test waits for a server of its own.
		maxWorkers: 2,
		// Half of the time was each file's own worker, which loaded everything anew.
		isolate: false,
	},
});

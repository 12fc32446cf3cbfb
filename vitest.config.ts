import { defineConfig } from 'vitest/config';

export default defineConfig({
	test: {
		include: ['test/**/*.test.ts'],
		globalSetup: 'test/global-setup.ts',
		setupFiles: 'test/no-stray-errors.ts',
		testTimeout: 30_000,
		hookTimeout: 60_000,
		// Two cores: most of the time a test waits for a server of its own.
		maxWorkers: 2,
	},
});

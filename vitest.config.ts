import { defineConfig } from 'vitest/config';

export default defineConfig({
	test: {
		projects: [
			{
				extends: true,
				test: {
					name: 'sqlite',
					include: ['test/**/*.test.ts'],
					exclude: ['test/stores/postgres/**', 'test/server/several-nodes.test.ts'],
				},
			},
			{
				extends: true,
				test: {
					name: 'postgres',
					globalSetup: ['test/global-setup.ts', 'test/postgres-setup.ts'],
					include: [
						'test/stores/{alerts,counted,heed,last-before,log-tiles,imported-figures,many,partner-readings,reach,redactions,revision-drafts,samples,search}.test.ts',
						'test/stores/postgres/*.test.ts',
						'test/commands/{judge-promises,subscribers,waiting-posts}.test.ts',
						'test/jobs/{keep-deliveries,keep-person-letters}.test.ts',
						'test/queries/reload-outcome.test.ts',
						'test/serving/token-uses.test.ts',
						'test/people/people.test.ts',
						'test/cli/move.test.ts',
						'test/browser/journey.test.ts',
						'test/contract/*.test.ts',
						'test/server/{crash,reload,several-nodes}.test.ts',
						'test/api/{incidents,maintenances,put-right,idempotency,tickets}.test.ts',
					],
				},
			},
		],
		globalSetup: 'test/global-setup.ts',
		setupFiles: ['test/no-stray-errors.ts', 'test/no-process-left.ts'],
		// On a slow machine, too.
		expect: { poll: { timeout: 20_000 } },
		testTimeout: 120_000,
		hookTimeout: 240_000,
		// Two cores: most of the time a test waits for a server of its own.
		maxWorkers: 2,
		// Half of the time was each file's own worker, which loaded everything anew.
		isolate: false,
	},
});

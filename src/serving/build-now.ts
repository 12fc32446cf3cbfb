import { buildIfNeeded } from './build.ts';

// `npm run build`: for those who build on one machine and run on another.
await buildIfNeeded().catch((error: unknown) => {
	process.stderr.write(`vigente: ${(error as Error).message}\n`);
	process.exitCode = 1;
});

import { run } from './cli/run.ts';

// Whoever reads only the beginning (`vigente … | head`) has what they wanted.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
	if (error.code !== 'EPIPE') throw error;
	process.exit();
});

await run(process.argv.slice(2));

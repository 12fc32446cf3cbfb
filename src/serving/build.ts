import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const stamp = `${root}dist/inputs.sha256`;
/** What Astro's bundle is made of; everything else runs as it stands. */
const inputs = [
	'src/{pages,components,layouts,i18n,scripts,serving,styles,domain}/**/*',
	'src/*.ts',
	'public/**/*',
	'astro.config.mjs',
	'package-lock.json',
];

/** Builds the pages unless the last build was of these very files. @throws when the build fails, with its output */
export async function buildIfNeeded(): Promise<void> {
	const hash = hashOfInputs();
	if (hash === lastBuild()) return;
	refuseUnwritable();
	process.stdout.write('Building the pages (once) …\n');
	await build();
	writeFileSync(stamp, hash);
}

/** What stops the build before it begins; the message is one line for the operator. */
export class BuildError extends Error {
	override name = 'BuildError';
}

function refuseUnwritable(): void {
	try {
		mkdirSync(`${root}dist`, { recursive: true });
		const probe = `${root}dist/.writable`;
		writeFileSync(probe, '');
		rmSync(probe);
	} catch (error) {
		const { code } = error as NodeJS.ErrnoException;
		throw new BuildError(
			`${root}dist: the pages cannot be built here (${code}): make it writable, or run npm run build elsewhere`,
		);
	}
}

function hashOfInputs(): string {
	const hash = createHash('sha256');
	for (const file of globSync(inputs, { cwd: root, withFileTypes: true }).filter((entry) => entry.isFile())) {
		const path = `${file.parentPath}/${file.name}`;
		hash.update(path.slice(root.length)).update(readFileSync(path));
	}
	return hash.digest('hex');
}

function lastBuild(): string | null {
	try {
		return readFileSync(stamp, 'utf8');
	} catch {
		return null;
	}
}

function build(): Promise<void> {
	const astro = fileURLToPath(new URL('../../node_modules/astro/bin/astro.mjs', import.meta.url));
	const environment = { ...process.env, ASTRO_TELEMETRY_DISABLED: '1', NODE_ENV: 'production' };
	const child = spawn(process.execPath, [astro, 'build', '--silent'], { cwd: root, env: environment });
	const output: Buffer[] = [];
	child.stdout.on('data', (bytes: Buffer) => output.push(bytes));
	child.stderr.on('data', (bytes: Buffer) => output.push(bytes));
	return new Promise((resolve, reject) => {
		child.once('error', reject);
		child.once('exit', (code) =>
			code === 0 ? resolve() : reject(new Error(`The build failed:\n${Buffer.concat(output)}`)),
		);
	});
}

import { buildIfNeeded } from '../src/serving/build.ts';

/** Once, before servers start side by side. */
export default async function setup(): Promise<void> {
	await buildIfNeeded();
}

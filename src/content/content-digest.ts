import { canonicalJson, sha256 } from '../domain/canonical.ts';
import type { Content } from './load-content.ts';

/** Of what a folder says, wherever it lies: servers that go by the same have the same. */
export function contentDigest({ site, catalogue, revisionFiles, templates }: Content): string {
	const files = revisionFiles.map(({ file: _, ...rest }) => rest);
	return sha256(canonicalJson(JSON.parse(JSON.stringify({ site, catalogue, files, templates })))).slice(0, 16);
}

import { DomainError } from '../errors.ts';
import { readCheckpoint } from './checkpoint.ts';
import type { Hash } from './merkle.ts';

// https://c2sp.org/tlog-proof

/** That one entry is in a log, for whoever trusts its key, without asking anybody. */
export interface LogProof {
	/** What belongs to it, which the proof itself does not cover. */
	extra: Buffer | null;
	/** From 0. */
	index: number;
	/** From the leaf's neighbour up to the child of the root. */
	hashes: Hash[];
	/** A signed note. */
	checkpoint: string;
}

const FIRST_LINE = 'c2sp.org/tlog-proof@v1';

export function proofText({ extra, index, hashes, checkpoint }: LogProof): string {
	const more = extra === null ? '' : `extra ${extra.toString('base64')}\n`;
	const path = hashes.map((hash) => `${hash.toString('base64')}\n`).join('');
	return `${FIRST_LINE}\n${more}index ${index}\n${path}\n${checkpoint}`;
}

/** @throws DomainError `invalid` for what is no proof */
export function readProof(text: string): LogProof {
	const [, extra, index, path = '', checkpoint] =
		/^c2sp\.org\/tlog-proof@v1\n(?:extra ([A-Za-z0-9+/]*={0,2})\n)?index (0|[1-9]\d{0,15})\n((?:[A-Za-z0-9+/]{43}=\n){0,63})\n(.+)$/s.exec(
			text,
		) ?? [];
	if (index === undefined || checkpoint === undefined || !Number.isSafeInteger(Number(index)))
		throw new DomainError('invalid', `This is no proof of a log: it should begin with "${FIRST_LINE}"`);
	readCheckpoint(checkpoint);
	const hashes = path
		.split('\n')
		.slice(0, -1)
		.map((line) => Buffer.from(line, 'base64'));
	return { extra: extra === undefined ? null : Buffer.from(extra, 'base64'), index: Number(index), hashes, checkpoint };
}

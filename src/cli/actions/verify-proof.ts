import { type CheckedProof, checkProof, keyNamedIn } from '../../domain/log/opening.ts';
import { type NoteKey, verifierKey } from '../../domain/log/signed-note.ts';
import { answer, answerJson, remark } from '../output.ts';
import { keysIn, textOf } from './log-files.ts';

interface Options {
	key?: string;
	json?: boolean;
}

/** Asks nobody: neither a server nor a database. */
export function verifyProof(file: string, { key, json = false }: Options): void {
	const text = textOf(file);
	const keys = keysIn(key ?? keyNamedIn(text) ?? '');
	const proof = checkProof(text, keys);
	if (json) answerJson(jsonOf(proof, key === undefined));
	else for (const line of linesOf(proof)) answer(line);
	if (key === undefined)
		remark(
			`The proof names its key itself: ${verifierKey(keys[0] as NoteKey)}\nCompare it with the one on the log's page, /log/key, or give yours: --key`,
		);
}

function linesOf({ checkpoint, number, said, signers }: CheckedProof): string[] {
	const { origin, size } = checkpoint;
	const who = signers.map(({ name }) => name).join(', ');
	const lines = [`ok: publication ${number} of ${size} in the log ${origin}, signed by ${who}`];
	if (said === null) return [...lines, 'What it says is with the operator of the log: only its hash is proven here.'];
	lines.push(`${new Date(said.at).toISOString()}  ${said.action}  ${said.subject}`);
	return [...lines, JSON.stringify(said.data, null, '\t')];
}

function jsonOf({ checkpoint, number, said, signers }: CheckedProof, onItsWord: boolean) {
	return {
		ok: true,
		log: checkpoint.origin,
		size: checkpoint.size,
		root: checkpoint.root.toString('base64'),
		number,
		said: said && { ...said, at: new Date(said.at).toISOString() },
		signed_by: signers.map(verifierKey),
		key_from_the_proof_itself: onItsWord,
	};
}

import { writeFileSync } from 'node:fs';
import type { Language } from '../../domain/text.ts';
import { ContentError, LeftOutError } from '../../files/content-error.ts';
import type { Brought } from '../../other-monitors/brought.ts';
import { writtenComponents } from '../../other-monitors/components-file.ts';
import { fromGatus } from '../../other-monitors/gatus.ts';
import { fromKuma } from '../../other-monitors/kuma.ts';
import { readFiles } from '../desk.ts';
import { answer, remark } from '../output.ts';

interface Wishes {
	out?: string;
	strict?: boolean;
	language?: Language;
}

const readers: Record<string, (file: string, source: string) => Brought> = { gatus: fromGatus, kuma: fromKuma };

/** Writes what another tool watches as components.yaml, and says what is not in it. Nothing is stored. */
export function importMonitors(tool: 'gatus' | 'kuma', file: string, wishes: Wishes): void {
	const { out, strict = false, language = 'es' } = wishes;
	const [{ source } = { source: '' }] = readFiles([file]);
	const brought = (readers[tool] as (typeof readers)[string])(file, source);
	const { text, count, notes, privateHosts } = writtenComponents(brought, language, file);
	const named = notes.map((note) => `${file}:${note}`);
	if (strict && named.length > 0) throw new LeftOutError([...named, 'nothing was written (--strict)']);
	for (const note of named) remark(note);
	if (text === '') throw new ContentError([`${file}: nothing in it can be said here`]);
	if (out === undefined) answer(text.trimEnd());
	else write(out, text);
	if (privateHosts.length > 0)
		remark(
			`Before it is used, allow its private hosts in site.yaml: monitoring: { allow_private: [${privateHosts.map((host) => JSON.stringify(host)).join(', ')}] }`,
		);
	remark(`${count.systems} systems with ${count.monitors} monitors; see docs/monitors.md for what can be said.`);
}

function write(file: string, text: string): void {
	try {
		// What is there may be somebody's work.
		writeFileSync(file, text, { flag: 'wx' });
	} catch (error) {
		const { code } = error as NodeJS.ErrnoException;
		const reason = code === 'EEXIST' ? 'is there already: name another one' : `cannot be written (${code})`;
		throw new ContentError([`${file}: ${reason}`]);
	}
}

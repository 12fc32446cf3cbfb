import { sha256 } from './canonical.ts';

/** Words of people, which lie beside the ledger: it holds a salted digest of them, so that they can go and the chain holds. */
export interface TextBeside {
	/** Where in the entry's data, as a JSON Pointer. */
	pointer: string;
	salt: string;
	text: string;
}

/** What people write stands under these names, whatever it is that is published. */
const written = new Set(['title', 'body', 'reason', 'justification', 'summary', 'detail']);

/** Who did it stands under these. It is nobody's but ours: the entry can be shown to strangers without it. */
const actors = new Set(['actor', 'actorId', 'publishedBy']);

/** Does the text say who did it? */
export function namesActor({ pointer }: Pick<TextBeside, 'pointer'>): boolean {
	return actors.has(pointer.slice(1));
}

/** Takes people's words, and who they are, out of what an entry says. @param newSalt random, for each of them */
export function withDigests(data: unknown, newSalt: () => string): { data: unknown; texts: TextBeside[] } {
	const texts: TextBeside[] = [];
	const taken = mapped(data, (text, pointer, isWritten) => {
		if (!isWritten) return text;
		const salt = newSalt();
		texts.push({ pointer, salt, text });
		return { digest: digestOf({ salt, text }) };
	});
	return { data: taken, texts };
}

/** The same with each of people's words changed; what the program says itself, such as a status or a digest, stays. */
export function withWritten(data: unknown, change: (text: string) => string): unknown {
	const changed = (value: unknown, isWritten: boolean): unknown => {
		if (typeof value === 'string') return isWritten ? change(value) : value;
		if (value === null || typeof value !== 'object' || isDigest(value)) return value;
		return inside(value, '', (inner, _pointer, name) => changed(inner, isWritten || written.has(name)));
	};
	return changed(data, false);
}

/** Puts them back, where they still are. @param json as the ledger keeps it */
export function withTexts(json: string, texts: readonly TextBeside[]): unknown {
	const found = new Map(texts.map(({ pointer, text }) => [pointer, text]));
	const put = (value: unknown, pointer: string): unknown => {
		if (isDigest(value)) return found.get(pointer) ?? { redacted: true };
		return value !== null && typeof value === 'object' ? inside(value, pointer, put) : value;
	};
	return put(JSON.parse(json), '');
}

/** What is wrong with the texts beside an entry, in words; null for nothing. @param mayLack whether a text may be gone */
export function flawOfTexts(json: string, texts: readonly TextBeside[], mayLack: boolean): string | null {
	const found = new Map(texts.map((one) => [one.pointer, one]));
	let flaw: string | null = null;
	const look = (value: unknown, pointer: string): unknown => {
		if (!isDigest(value)) return value !== null && typeof value === 'object' ? inside(value, pointer, look) : value;
		const beside = found.get(pointer);
		if (beside === undefined && !mayLack)
			flaw ??= `The text at ${pointer} is missing, and nothing says that it was redacted`;
		if (beside !== undefined && digestOf(beside) !== value.digest)
			flaw ??= `The text at ${pointer} does not match its digest`;
		found.delete(pointer);
		return value;
	};
	look(JSON.parse(json), '');
	const [invented] = found.keys();
	return flaw ?? (invented === undefined ? null : `The text at ${invented} belongs to nothing that was published`);
}

function digestOf({ salt, text }: Pick<TextBeside, 'salt' | 'text'>): string {
	return sha256(`${salt}\n${text}`);
}

export function isDigest(value: unknown): value is { digest: string } {
	return value !== null && typeof value === 'object' && 'digest' in value && Object.keys(value).length === 1;
}

function mapped(
	value: unknown,
	change: (text: string, pointer: string, isWritten: boolean) => unknown,
	pointer = '',
	isWritten = false,
): unknown {
	if (typeof value === 'string') return change(value, pointer, isWritten);
	if (value === null || typeof value !== 'object') return value;
	return inside(value, pointer, (inner, path, name) =>
		mapped(inner, change, path, isWritten || written.has(name) || actors.has(path.slice(1))),
	);
}

/** The same array or object, with everything in it changed. */
function inside(
	value: object,
	pointer: string,
	change: (inner: unknown, pointer: string, name: string) => unknown,
): unknown {
	if (Array.isArray(value)) return value.map((inner, i) => change(inner, `${pointer}/${i}`, ''));
	return Object.fromEntries(
		Object.entries(value).flatMap(([name, inner]) => {
			// What is undefined has no place in JSON.
			return inner === undefined ? [] : [[name, change(inner, `${pointer}/${name}`, name)]];
		}),
	);
}

import type { LookupAddress, LookupAllOptions } from 'node:dns';

export type Found = (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void;
export type Lookup = (name: string, options: LookupAllOptions, found: Found) => void;

/**
 * Whoever asks for a name while the answer is under way gets the same one. The operating system looks up two names at a
 * time and can't be told to stop: without this, the questions of every round would pile up behind a name server that
 * hangs.
 */
export function sharing(ask: Lookup): Lookup {
	const underWay = new Map<string, Found[]>();
	return (name, options, found) => {
		const key = `${name} ${options.family ?? 0} ${options.hints ?? 0}`;
		const others = underWay.get(key);
		if (others !== undefined) return void others.push(found);
		const all = [found];
		underWay.set(key, all);
		ask(name, options, (error, addresses) => {
			underWay.delete(key);
			for (const one of all) one(error, addresses);
		});
	};
}

/** As `content/` allows. */
const LONGEST_SLUG = 60;

/**
 * The first of the names, as a slug, that nobody has; else the first of all with a number. It is taken then.
 *
 * @param otherwise where none of them has a letter or a digit
 */
export function freeSlug(wanted: readonly string[], taken: Set<string>, otherwise: string): string {
	const slugs = wanted.map(slugOf).filter((one) => one !== '');
	const plain = slugs[0] ?? otherwise;
	let slug = slugs.find((one) => !taken.has(one)) ?? plain;
	for (let number = 2; taken.has(slug); number++) slug = `${plain}-${number}`;
	taken.add(slug);
	return slug;
}

/** Empty for a name without a letter or a digit of ours. */
export function slugOf(name: string): string {
	const letters = name.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
	return letters
		.replace(/[^a-z0-9]+/g, '-')
		.slice(0, LONGEST_SLUG)
		.replace(/^-+|-+$/g, '');
}

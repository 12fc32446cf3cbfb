/** What the operator's files are read against. */
export interface Surroundings {
	/** What `${NAME}` in addresses, hosts, headers and bodies stands for. */
	environment: Readonly<Record<string, string | undefined>>;
	/** `monitoring.allow_private` in site.yaml; null where that file can't be read. */
	allowPrivate: readonly string[] | null;
	/** Where the paths of other files begin: the content folder. */
	folder: string;
}

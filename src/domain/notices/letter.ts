/** An e-mail, as its reader gets it. */
export interface Letter {
	subject: string;
	text: string;
	html: string;
	/** Beside the usual ones, by name. */
	headers: Record<string, string>;
	/** RFC 2919 and RFC 2369; null for what is sent to one alone. */
	list: { id: { url: string; comment: string }; unsubscribe: string } | null;
	/** RFC 5322 §3.6.4: what comes twice has the same one, and what is about the same is one thread. */
	messageId: string;
	references: string | null;
}

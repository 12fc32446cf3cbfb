import { z } from 'zod';
import type { ComponentStatus } from '../domain/component.ts';
import { labelIn } from '../domain/imports/entry-label.ts';
import { type Instant, MINUTE } from '../domain/instant.ts';
import type { Reader } from './reader.ts';
import { addressOf, readable, recordsIn } from './records.ts';
import { isoOf, type ToldIncident, type ToldUpdate, type ToldWork } from './told-page.ts';

/** Whose words Upptime shows as the page's own: everybody may write below an issue that is not locked. */
const ours = ['OWNER', 'MEMBER', 'COLLABORATOR'];
const FOREIGN = 'comments of who does not belong to the repository';

const Label = z.union([z.string(), z.object({ name: z.string() }).transform(({ name }) => name)]);
const Issue = z.object({
	...{ number: z.number(), title: z.string(), state: z.string(), created_at: z.string(), html_url: z.string() },
	closed_at: z.string().nullish(),
	body: z.string().nullish(),
	labels: z.array(Label).default([]),
});
const Comment = z.object({
	...{ id: z.number(), issue_url: z.string(), body: z.string().nullish(), created_at: z.string() },
	author_association: z.string(),
	user: z.object({ type: z.string() }).nullish(),
});
const Site = z.object({ name: z.string(), slug: z.string() });
type Issue = z.infer<typeof Issue>;
type Comment = z.infer<typeof Comment>;

interface Here {
	/** Owner and name, as an id has them. */
	repository: string;
	slugs: Set<string>;
	comments: Map<string, Comment[]>;
	now: Instant;
}

/** GitHub's answers about the issues of an Upptime repository and their comments, and its `history/summary.json`. */
export const readUpptime: Reader = ({ files, url }, now) => {
	const all = recordsIn(files, []).flatMap((file) => file.all);
	const leftOut: string[] = [];
	const has = (field: string) => all.filter((one) => field in one);
	// One with two labels is answered twice.
	const asked = new Map(has('title').map((one) => [one.number, one])).values();
	const issues = readable(
		[...asked].filter((one) => !('pull_request' in one)),
		Issue,
		'issue',
		leftOut,
	);
	const comments = readable(
		has('issue_url').filter((one) => !('title' in one)),
		Comment,
		'comment',
		leftOut,
	);
	const heard = comments.filter((one) => one.user?.type === 'Bot' || ours.includes(one.author_association));
	if (heard.length < comments.length) leftOut.push(`${comments.length - heard.length} ${FOREIGN}: left out`);
	const sites = readable(has('slug'), Site, 'site', leftOut);
	const address = addressOf(url, issues[0]?.html_url.replace(/\/issues\/\d+$/, ''));
	const repository = new URL(address).pathname.replace(/^\/|\/$/g, '');
	const here: Here = {
		...{ repository: repository.replaceAll('/', ':'), now },
		slugs: new Set(sites.map(({ slug }) => slug)),
		comments: Map.groupBy(heard, ({ issue_url }) => issue_url.split('/').at(-1) ?? ''),
	};
	const labelled = (label: string) => issues.filter(({ labels }) => labels.includes(label));
	return {
		...{ url: address, name: repository.split('/').at(-1) ?? '', leftOut, notes: [] },
		components: sites.map(({ name, slug }) => ({ id: idOf(slug, here), name, status: null, since: null })),
		incidents: labelled('status')
			.filter((one) => !one.labels.includes('maintenance'))
			.map((one) => toldIncident(one, here)),
		works: labelled('maintenance').map((one) => toldWork(one, here)),
	};
};

function toldIncident(issue: Issue, here: Here): ToldIncident {
	const { number, title, labels } = issue;
	const how: ComponentStatus = /\bis down\b/i.test(title) ? 'major_outage' : 'degraded_performance';
	const affected = labels.filter((label) => here.slugs.has(label)).map((slug) => [idOf(slug, here), how]);
	const overAt = closedAt(issue);
	const [first, ...rest] = updatesOf(issue, 'investigating', 'resolved', here) as [ToldUpdate, ...ToldUpdate[]];
	return {
		...{
			id: idOf(String(number), here),
			name: title,
			status: overAt === null ? (rest.at(-1) ?? first).status : 'resolved',
		},
		...{ startedAt: instant(issue.created_at), toldAt: instant(issue.created_at), overAt },
		updates: [{ ...first, affected: Object.fromEntries(affected) }, ...rest],
	};
}

/** https://upptime.js.org/docs/scheduled-maintenance */
function toldWork(issue: Issue, here: Here): ToldWork {
	const said = new Map(
		[...(issue.body ?? '').matchAll(/^\s*(start|end|expectedDown|expectedDegraded)\s*:\s*(.+)$/gm)].map(
			([, key = '', value = '']) => [key, value.trim()],
		),
	);
	const start = instant(said.get('start'));
	const overAt = closedAt(issue);
	const slugs = ['expectedDown', 'expectedDegraded'].flatMap((key) => (said.get(key) ?? '').split(','));
	const isCancelled = overAt !== null && start !== null && overAt < start;
	const begun = Date.parse(start ?? '') <= here.now ? 'in_progress' : 'scheduled';
	return {
		...{ id: idOf(String(issue.number), here), name: issue.title, toldAt: instant(issue.created_at) },
		status: isCancelled ? 'cancelled' : overAt === null ? begun : 'completed',
		...{ plannedStart: start, plannedEnd: instant(said.get('end')), overAt: isCancelled ? null : overAt },
		components: slugs.map((slug) => idOf(slug.trim(), here)),
		updates: updatesOf(issue, 'scheduled', isCancelled ? 'cancelled' : 'completed', here),
	};
}

/** The issue, and what was written below; the last word before it was closed says that it is over. Oldest first. */
function updatesOf(issue: Issue, first: string, over: string, here: Here): ToldUpdate[] {
	const closed = Date.parse(issue.closed_at ?? '');
	const comments = (here.comments.get(String(issue.number)) ?? []).toSorted((one, other) => one.id - other.id);
	const updates = [
		{ id: `first-${issue.number}`, status: first, body: plain(issue.body), at: instant(issue.created_at) },
	];
	for (const { id, body, created_at } of comments) {
		const before = updates.at(-1)?.status ?? first;
		const isEnd = Math.abs(Date.parse(created_at) - closed) <= MINUTE || /^\**resolved\b/i.test(body ?? '');
		updates.push({
			id: String(id),
			status: isEnd && closed > 0 ? over : said(body, before),
			body: plain(body),
			at: instant(created_at),
		});
	}
	return updates;
}

/** A comment may begin with what it says of the state. */
function said(body: string | null | undefined, before: string): string {
	const label = labelIn(/^[*_]*([\p{L} ]{3,30})[*_]*\s*[:–—-]/u.exec(body ?? '')?.[1] ?? '');
	return label === 'identified' || label === 'monitoring' || label === 'investigating' ? label : before;
}

/** What is in comments of HTML is for Upptime alone. */
function plain(body: string | null | undefined): string {
	return (body ?? '').replaceAll(/<!--[\s\S]*?-->/g, '').trim();
}

function closedAt({ state, closed_at }: Issue) {
	return state === 'closed' ? instant(closed_at) : null;
}

/** Numbers and slugs are the repository's own, and its host is everybody's. */
function idOf(own: string, { repository }: Here): string {
	return `${repository}:${own}`;
}

function instant(written: string | null | undefined) {
	return isoOf(Date.parse(written ?? ''));
}

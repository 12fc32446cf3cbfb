import { z } from 'zod';
import { type ComponentStatus, componentStatuses } from '../../domain/component.ts';
import { OutboundFailure } from '../failure.ts';
import { readJson, type Said } from './said.ts';

/** What is read of Atlassian Statuspage's `/api/v2/summary.json`. Anything else in it is the partner's business. */
const Row = z.object({ id: z.string(), name: z.string(), status: z.string(), group_id: z.string().nullish() });
const Incident = z.object({
	name: z.string(),
	status: z.string().catch(''),
	components: z.array(z.object({ id: z.string() })).catch([]),
});
const Summary = z.object({
	status: z.object({ indicator: z.string() }),
	components: z.array(Row).default([]),
	incidents: z
		.array(Incident)
		.catch([])
		.transform((all) => all.filter(({ status }) => !['resolved', 'postmortem'].includes(status))),
});
type Summary = z.infer<typeof Summary>;
type Row = z.infer<typeof Row>;

const byIndicator: Record<string, ComponentStatus> = {
	none: 'operational',
	minor: 'degraded_performance',
	major: 'partial_outage',
	critical: 'major_outage',
	maintenance: 'under_maintenance',
};

/** The summary of a page, whether the page itself or the summary was written down. */
export function summaryUrl(page: string): string {
	const url = new URL(page);
	if (!url.pathname.endsWith('.json')) url.pathname = `${url.pathname.replace(/\/+$/, '')}/api/v2/summary.json`;
	return url.href;
}

/**
 * What the page says of one of its components, by its name, "Group - Name" or id; without one, what it says of itself.
 * The detail is the title of the unresolved incident that touches it.
 *
 * @throws OutboundFailure where it says nothing that can be understood
 */
export function readSummary(text: string, component: string | null): Said {
	const { data: summary } = Summary.safeParse(readJson(text));
	if (summary === undefined) throw new OutboundFailure('the answer is not the summary of a Statuspage');
	if (component === null) {
		return { status: statusOfPage(summary.status.indicator), detail: summary.incidents[0]?.name ?? null };
	}
	const row = rowOf(summary.components, component);
	const status = componentStatuses.find((one) => one === row.status);
	if (status === undefined) throw new OutboundFailure('the status of the component is none that we know');
	return { status, detail: incidentOf(summary, row.id) };
}

function statusOfPage(indicator: string): ComponentStatus {
	if (!Object.hasOwn(byIndicator, indicator)) throw new OutboundFailure('the indicator is none that we know');
	return byIndicator[indicator] as ComponentStatus;
}

/** The first that fits: an id is unmistakable, a full name says more than a name. */
function rowOf(rows: Row[], wanted: string): Row {
	const nameOf = new Map(rows.map(({ id, name }) => [id, name]));
	const fullName = ({ group_id, name }: Row) => `${nameOf.get(group_id ?? '') ?? ''} - ${name}`;
	const found =
		rows.find((row) => row.id === wanted) ??
		rows.find((row) => fullName(row).trim() === wanted) ??
		theOnly(rows.filter((row) => row.name.trim() === wanted));
	if (found === undefined) throw new OutboundFailure(`the page has no component "${wanted.slice(0, 100)}"`);
	return found;
}

function theOnly(rows: Row[]): Row | undefined {
	if (rows.length > 1)
		throw new OutboundFailure(`the page has several components of that name: write ${instead(rows)}`);
	return rows[0];
}

/** Where there are no groups, or one holds both, only ids tell them apart. */
function instead(rows: Row[]): string {
	const groups = rows.flatMap(({ group_id }) => group_id ?? []);
	if (groups.length === rows.length && new Set(groups).size === rows.length) return '"Group - Name"';
	return `the id of one: ${rows.map(({ id }) => `"${id.slice(0, 40)}"`).join(', ')}`;
}

function incidentOf({ incidents }: Summary, id: string): string | null {
	return incidents.find(({ components }) => components.some((one) => one.id === id))?.name ?? null;
}

import { componentStatuses } from '../../domain/component.ts';
import { impacts, incidentStatuses } from '../../domain/incidents/incident.ts';
import { maintenanceStatuses } from '../../domain/maintenance/maintenance.ts';

type Schema = Record<string, unknown>;

const text = { type: 'string' };
const id = { type: 'string', examples: ['k3j9x0c2m1aa'] };
const instant = { type: 'string', format: 'date-time' };
const orNull = (schema: { type: string }) => ({ ...schema, type: [schema.type, 'null'] });
const oneOf = (...values: readonly string[]) => ({ type: 'string', enum: values });
const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const list = (items: Schema) => ({ type: 'array', items });
const object = (properties: Schema) => ({ type: 'object', properties, required: Object.keys(properties) });

const page = object({ id, name: text, url: { type: 'string', format: 'uri' }, time_zone: text, updated_at: instant });
const status = object({
	indicator: oneOf('none', 'minor', 'major', 'critical', 'maintenance'),
	description: text,
});
const component = object({
	...{ id, name: text },
	status: {
		...oneOf(...componentStatuses),
		description: 'What nobody knows is `degraded_performance`, and never `operational`.',
	},
	...{ created_at: instant, updated_at: instant, position: { type: 'integer' }, description: orNull(text) },
	...{ showcase: { type: 'boolean' }, start_date: orNull(text), group_id: orNull(id), page_id: id },
	...{ group: { type: 'boolean' }, only_show_if_degraded: { type: 'boolean' } },
});
const story = (statuses: readonly string[]) => ({
	...{ id, name: text, status: oneOf(...statuses), created_at: instant, updated_at: instant },
	...{ monitoring_at: orNull(instant), resolved_at: orNull(instant) },
	...{ impact: oneOf(...impacts, 'maintenance'), shortlink: { type: 'string', format: 'uri' }, started_at: instant },
	...{ page_id: id, incident_updates: list(ref('Update')), components: list(ref('Component')) },
});
const schemas = {
	Page: page,
	Status: status,
	Component: component,
	Update: object({
		...{ id, status: text, body: { ...text, description: 'Markdown, as it was written.' }, incident_id: id },
		...{ created_at: instant, updated_at: instant, display_at: instant },
	}),
	Incident: object(story(incidentStatuses)),
	Maintenance: object({
		...story(maintenanceStatuses.filter((one) => one !== 'cancelled')),
		...{ scheduled_for: instant, scheduled_until: orNull(instant) },
	}),
};

const parts = {
	status: ref('Status'),
	components: list(ref('Component')),
	incidents: list(ref('Incident')),
	scheduled_maintenances: list(ref('Maintenance')),
};
type Part = keyof typeof parts;

const answers: [address: string, summary: string, ...Part[]][] = [
	['summary.json', 'Everything at once', 'components', 'incidents', 'scheduled_maintenances', 'status'],
	['status.json', 'The status of the whole page', 'status'],
	['components.json', 'Every component, below the heading of its group', 'components'],
	['incidents.json', 'The last 50 incidents, newest first', 'incidents'],
	['incidents/unresolved.json', 'Incidents that are open', 'incidents'],
	['scheduled-maintenances.json', 'The last 50 works, newest first', 'scheduled_maintenances'],
	['scheduled-maintenances/upcoming.json', 'Works that have not begun', 'scheduled_maintenances'],
	['scheduled-maintenances/active.json', 'Works that are under way', 'scheduled_maintenances'],
];

/** What is answered at `/api/v2`, in the terms of OpenAPI. @param root the address of the site, in a language */
export function statuspageDescription(site: string, root: string): object {
	const path = ([address, summary, ...own]: (typeof answers)[number]) => {
		const schema = object({ page: ref('Page'), ...Object.fromEntries(own.map((part) => [part, parts[part]])) });
		const responses = {
			200: { description: summary, content: { 'application/json': { schema } } },
			304: { description: 'Nothing has changed since the answer whose `ETag` was sent in `If-None-Match`.' },
		};
		const operationId = address
			.replace('.json', '')
			.replaceAll(/[/-](.)/g, (_, letter: string) => letter.toUpperCase());
		return [`/${address}`, { get: { operationId, summary, tags: ['status'], security: [], responses } }];
	};
	return {
		openapi: '3.1.0',
		info: {
			title: `${site}: status page, public API`,
			version: '2',
			description:
				'The answers of a Statuspage, for whatever reads one. Everybody may ask, from any page. With a language before it (`/en/api/v2/…`) an address answers in that language.',
		},
		servers: [{ url: `${root}/api/v2` }],
		tags: [{ name: 'status', description: 'How everything is, what is wrong and what is planned' }],
		paths: Object.fromEntries(answers.map(path)),
		components: { schemas },
	};
}

import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';

// Instants are integer milliseconds UTC; JSON is text; nothing here is SQLite's own,
// so that PostgreSQL can stand behind the same stores.

export const ledger = sqliteTable('ledger', {
	/** The number of the publication. */
	number: integer('number').primaryKey(),
	at: integer('at').notNull(),
	actor: text('actor').notNull(),
	action: text('action').notNull(),
	subject: text('subject').notNull(),
	data: text('data').notNull(),
	previousHash: text('previous_hash').notNull(),
	hash: text('hash').notNull(),
});

export const incidents = sqliteTable(
	'incidents',
	{
		id: text('id').primaryKey(),
		number: integer('number').notNull().unique(),
		title: text('title').notNull(),
		status: text('status').notNull(),
		impact: text('impact').notNull(),
		criticality: text('criticality'),
		cause: text('cause'),
		detectedAt: integer('detected_at'),
		acceptedAt: integer('accepted_at'),
		startedAt: integer('started_at').notNull(),
		publishedAt: integer('published_at').notNull(),
		resolvedAt: integer('resolved_at'),
	},
	(table) => [index('incidents_by_span').on(table.resolvedAt, table.startedAt)],
);

export const incidentUpdates = sqliteTable(
	'incident_updates',
	{
		id: text('id').primaryKey(),
		incidentId: text('incident_id')
			.notNull()
			.references(() => incidents.id),
		position: integer('position').notNull(),
		status: text('status').notNull(),
		body: text('body').notNull(),
		happenedAt: integer('happened_at').notNull(),
		publishedAt: integer('published_at').notNull(),
		amended: text('amended').notNull(),
	},
	(table) => [uniqueIndex('incident_updates_in_order').on(table.incidentId, table.position)],
);

export const statusChanges = sqliteTable(
	'status_changes',
	{
		incidentId: text('incident_id')
			.notNull()
			.references(() => incidents.id),
		position: integer('position').notNull(),
		component: text('component').notNull(),
		status: text('status').notNull(),
		at: integer('at').notNull(),
		updateId: text('update_id').references(() => incidentUpdates.id),
	},
	(table) => [primaryKey({ columns: [table.incidentId, table.position] })],
);

export const maintenances = sqliteTable(
	'maintenances',
	{
		id: text('id').primaryKey(),
		number: integer('number').notNull().unique(),
		title: text('title').notNull(),
		status: text('status').notNull(),
		components: text('components').notNull(),
		plannedStart: integer('planned_start').notNull(),
		plannedEnd: integer('planned_end').notNull(),
		startedAt: integer('started_at'),
		endedAt: integer('ended_at'),
		publishedAt: integer('published_at').notNull(),
	},
	(table) => [index('maintenances_by_plan').on(table.plannedStart), index('maintenances_by_end').on(table.endedAt)],
);

export const maintenanceUpdates = sqliteTable(
	'maintenance_updates',
	{
		id: text('id').primaryKey(),
		maintenanceId: text('maintenance_id')
			.notNull()
			.references(() => maintenances.id),
		position: integer('position').notNull(),
		status: text('status').notNull(),
		body: text('body').notNull(),
		happenedAt: integer('happened_at').notNull(),
		publishedAt: integer('published_at').notNull(),
		amended: text('amended').notNull(),
	},
	(table) => [uniqueIndex('maintenance_updates_in_order').on(table.maintenanceId, table.position)],
);

/** Statuses set by hand, until they are given back. */
export const overrides = sqliteTable(
	'overrides',
	{
		id: text('id').primaryKey(),
		component: text('component').notNull(),
		status: text('status').notNull(),
		reason: text('reason'),
		from: integer('from_at').notNull(),
		until: integer('until_at'),
	},
	(table) => [index('overrides_by_span').on(table.until, table.from)],
);

export const revisions = sqliteTable(
	'revisions',
	{
		document: text('document').notNull(),
		number: integer('number').notNull(),
		authentic: text('authentic').notNull(),
		editorial: integer('editorial', { mode: 'boolean' }).notNull(),
		terms: text('terms').notNull(),
		publishedAt: integer('published_at').notNull(),
		publishedBy: text('published_by').notNull(),
	},
	(table) => [primaryKey({ columns: [table.document, table.number] })],
);

export const revisionTexts = sqliteTable(
	'revision_texts',
	{
		document: text('document').notNull(),
		number: integer('number').notNull(),
		language: text('language').notNull(),
		title: text('title').notNull(),
		summary: text('summary').notNull(),
		source: text('source').notNull(),
		sha256: text('sha256').notNull(),
	},
	(table) => [primaryKey({ columns: [table.document, table.number, table.language] })],
);

/** Components that came with an imported status page; our own stand in content/components.yaml. */
export const importedComponents = sqliteTable('imported_components', {
	slug: text('slug').primaryKey(),
	externalId: text('external_id').notNull().unique(),
	page: text('page').notNull(),
	name: text('name').notNull(),
	description: text('description'),
	position: integer('position').notNull(),
});

export const tokens = sqliteTable('tokens', {
	id: text('id').primaryKey(),
	name: text('name').notNull(),
	scopes: text('scopes').notNull(),
	/** Of the token; the token itself is never stored. */
	sha256: text('sha256').notNull().unique(),
	createdAt: integer('created_at').notNull(),
	revokedAt: integer('revoked_at'),
});

/** One row for each Idempotency-Key, written in the transaction of the change that it stands for. */
export const receipts = sqliteTable(
	'receipts',
	{
		tokenId: text('token_id').notNull(),
		key: text('key').notNull(),
		requestSha256: text('request_sha256').notNull(),
		publication: integer('publication').notNull(),
		at: integer('at').notNull(),
		/** The first answer, as JSON; null when we died between writing and answering. */
		answer: text('answer'),
	},
	(table) => [primaryKey({ columns: [table.tokenId, table.key] })],
);

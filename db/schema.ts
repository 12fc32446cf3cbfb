import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';

/** The words in which a dialect of SQL describes a table. Each one's own have SQLite's shape. */
export interface Dialect {
	table: typeof sqliteTable;
	text: typeof text;
	integer: typeof integer;
	primaryKey: typeof primaryKey;
	index: typeof index;
	uniqueIndex: typeof uniqueIndex;
}

/** Every table, once, for both engines. Instants are integer milliseconds UTC; JSON is text. */
export function tablesIn({ table, text, integer, primaryKey, index, uniqueIndex }: Dialect) {
	const ledger = table(
		'ledger',
		{
			/** The number of the publication. */
			number: integer('number').primaryKey(),
			at: integer('at').notNull(),
			actor: text('actor').notNull(),
			action: text('action').notNull(),
			subject: text('subject').notNull(),
			data: text('data').notNull(),
			previousHash: text('previous_hash').notNull(),
			hash: text('hash').notNull(),
			/** The earliest instant whose figures it may change. Null in entries from before it was kept: nobody can tell. */
			reach: integer('reach'),
		},
		(table) => [index('ledger_by_subject').on(table.subject, table.number)],
	);

	/** What people wrote of a publication; the ledger holds digests of it. */
	const ledgerTexts = table(
		'ledger_texts',
		{
			number: integer('number')
				.notNull()
				.references(() => ledger.number),
			/** Where in the data of the entry, as a JSON Pointer. */
			pointer: text('pointer').notNull(),
			salt: text('salt').notNull(),
			text: text('text').notNull(),
		},
		(table) => [primaryKey({ columns: [table.number, table.pointer] })],
	);

	/** That words went, and why: for the pages. Who did it is in the ledger. */
	const redactions = table(
		'redactions',
		{
			/** For example `incident/k3j9x0c2m1aa`. */
			subject: text('subject').notNull(),
			at: integer('at').notNull(),
			reason: text('reason').notNull(),
		},
		(table) => [index('redactions_by_subject').on(table.subject)],
	);

	const incidents = table(
		'incidents',
		{
			id: text('id').primaryKey(),
			/** On the page that it was imported from; null for what began here. */
			externalId: text('external_id'),
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
			/** Why a deadline was missed, and when that was published. */
			justification: text('justification'),
			justifiedAt: integer('justified_at'),
			/** When customers were promised to hear of it again. */
			nextUpdateAt: integer('next_update_at'),
			/** When and why it was said that it should never have been published: JSON. */
			retraction: text('retraction'),
			/** When a solution was first proposed to customers, by which update. */
			proposedAt: integer('proposed_at'),
			/** Deadlines that will not be kept, as it was announced: JSON. */
			delays: text('delays').notNull().default('[]'),
			/** Of single agreements: JSON. */
			justifications: text('justifications').notNull().default('[]'),
			/** From before verdicts were recorded: outcomes of promises that ended, and were changed by a correction later: JSON. */
			earlierOutcomes: text('earlier_outcomes').notNull().default('[]'),
			/** When its promises have to be looked at: 0 for at once, -1 where it is older than verdicts, null where nothing of them is left to happen. */
			judgeAt: integer('judge_at').default(0),
		},
		(table) => [
			index('incidents_by_span').on(table.resolvedAt, table.startedAt),
			index('incidents_by_start').on(table.startedAt),
			index('incidents_by_origin').on(table.externalId),
			index('incidents_by_judgement').on(table.judgeAt, table.acceptedAt),
		],
	);

	const incidentUpdates = table(
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
			nextUpdateAt: integer('next_update_at'),
			/** What it said before each edit: JSON. */
			edits: text('edits').notNull().default('[]'),
		},
		(table) => [
			uniqueIndex('incident_updates_in_order').on(table.incidentId, table.position),
			index('incident_updates_by_publication').on(table.publishedAt),
		],
	);

	const statusChanges = table(
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

	const maintenances = table(
		'maintenances',
		{
			id: text('id').primaryKey(),
			/** On the page that it was imported from; null for what began here. */
			externalId: text('external_id'),
			number: integer('number').notNull().unique(),
			title: text('title').notNull(),
			status: text('status').notNull(),
			components: text('components').notNull(),
			plannedStart: integer('planned_start').notNull(),
			plannedEnd: integer('planned_end').notNull(),
			startedAt: integer('started_at'),
			endedAt: integer('ended_at'),
			publishedAt: integer('published_at').notNull(),
			/** Starts and ends at its planned instants without anyone. */
			automatic: integer('automatic', { mode: 'boolean' }).notNull().default(false),
			/** The series that it is an occurrence of, and the instant that the rule gave it. */
			seriesId: text('series_id'),
			occurrence: integer('occurrence'),
			/** When and why it was said that it should never have been published: JSON. */
			retraction: text('retraction'),
		},
		(table) => [index('maintenances_by_plan').on(table.plannedStart), index('maintenances_by_end').on(table.endedAt)],
	);

	const maintenanceUpdates = table(
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
			/** What it said before each edit: JSON. */
			edits: text('edits').notNull().default('[]'),
		},
		(table) => [uniqueIndex('maintenance_updates_in_order').on(table.maintenanceId, table.position)],
	);

	/** Statuses set by hand, until they are given back. */
	const overrides = table(
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

	const revisions = table(
		'revisions',
		{
			document: text('document').notNull(),
			number: integer('number').notNull(),
			authentic: text('authentic').notNull(),
			editorial: integer('editorial', { mode: 'boolean' }).notNull(),
			terms: text('terms').notNull(),
			publishedAt: integer('published_at').notNull(),
			publishedBy: text('published_by').notNull(),
			/** Of revisions that were published before the terms had one: the office hours that applied to them. */
			calendar: text('calendar'),
		},
		(table) => [primaryKey({ columns: [table.document, table.number] })],
	);

	const revisionTexts = table(
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
	const importedComponents = table('imported_components', {
		slug: text('slug').primaryKey(),
		externalId: text('external_id').notNull().unique(),
		page: text('page').notNull(),
		name: text('name').notNull(),
		description: text('description'),
		position: integer('position').notNull(),
	});

	/** The operator's own components as a start last knew them: what has left keeps its name. */
	const knownComponents = table('known_components', {
		slug: text('slug').primaryKey(),
		/** 'system' or 'partner' */
		kind: text('kind').notNull(),
		/** The slug of a group that may be gone, too. */
		group: text('group').notNull(),
		/** By language, as JSON. */
		name: text('name').notNull(),
		/** Slugs of the partners that it relied on, as JSON. */
		dependsOn: text('depends_on').notNull(),
		/** When a start first did without it; null while components.yaml has it. */
		leftAt: integer('left_at'),
	});

	const tokens = table('tokens', {
		id: text('id').primaryKey(),
		name: text('name').notNull(),
		scopes: text('scopes').notNull(),
		/** Of the token; the token itself is never stored. */
		sha256: text('sha256').notNull().unique(),
		createdAt: integer('created_at').notNull(),
		revokedAt: integer('revoked_at'),
		/** When it last opened something, to the minute; null for never. */
		lastUsedAt: integer('last_used_at'),
	});

	/** Until when a token opens anything, for those that end by themselves. */
	const tokenExpiries = table('token_expiries', {
		tokenId: text('token_id').primaryKey(),
		expiresAt: integer('expires_at').notNull(),
	});

	/** Whom we tell. Not public: the ledger has only what is done to them by hand, without addresses. */
	const subscribers = table(
		'subscribers',
		{
			id: text('id').primaryKey(),
			channel: text('channel').notNull(),
			address: text('address').notNull(),
			topics: text('topics').notNull(),
			/** Slugs, as JSON; null for whatever is touched. */
			components: text('components'),
			/** The one incident or maintenance that is wanted; null for all. */
			subject: text('subject'),
			turnsOnly: integer('turns_only', { mode: 'boolean' }).notNull().default(false),
			/** Null for the site's first. */
			language: text('language'),
			secret: text('secret').notNull(),
			formerSecret: text('former_secret'),
			formerUntil: integer('former_until'),
			createdAt: integer('created_at').notNull(),
			confirmedAt: integer('confirmed_at'),
			quarantinedAt: integer('quarantined_at'),
		},
		(table) => [index('subscribers_by_address').on(table.address)],
	);

	/** Whoever has gone: a digest of the address, so that no list brings it back. */
	const departedAddresses = table('departed_addresses', {
		sha256: text('sha256').primaryKey(),
		at: integer('at').notNull(),
	});

	/** A row for each publication of which somebody may have to be told, written with it; gone once all deliveries are made. */
	const outbox = table('outbox', {
		number: integer('number').primaryKey(),
		/** The id of the last subscriber for whom it was seen to. */
		after: text('after').notNull().default(''),
	});

	/** What is sent to whom, and what became of it. */
	const deliveries = table(
		'deliveries',
		{
			id: text('id').primaryKey(),
			kind: text('kind').notNull(),
			/** Which publication, or which reminder. */
			source: text('source'),
			/** What goes out at a pace of its own. */
			lane: text('lane').notNull().default('web'),
			subscriberId: text('subscriber_id')
				.notNull()
				.references(() => subscribers.id),
			state: text('state').notNull(),
			attempts: integer('attempts').notNull().default(0),
			/** How often its address was refused for good. */
			refusals: integer('refusals').notNull().default(0),
			/** Later for one that a process has claimed: until then it has it for itself. */
			dueAt: integer('due_at').notNull(),
			createdAt: integer('created_at').notNull(),
			endedAt: integer('ended_at'),
			status: integer('status'),
			failure: text('failure'),
		},
		(table) => [
			index('deliveries_by_state').on(table.state, table.lane, table.dueAt),
			index('deliveries_by_turn').on(table.state, table.lane, table.attempts, table.dueAt),
			index('deliveries_by_end').on(table.endedAt),
			index('deliveries_by_subscriber').on(table.subscriberId),
			uniqueIndex('deliveries_once').on(table.source, table.subscriberId),
		],
	);

	/** One row: when the server last wrote. By it a server knows that it can write, and which day it was before it stopped. */
	const heartbeat = table('heartbeat', {
		id: integer('id').primaryKey(),
		at: integer('at').notNull(),
	});

	/** One row for each Idempotency-Key, written in the transaction of the change that it stands for. */
	const receipts = table(
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

	/** What is known of each support request: nothing of a person. */
	const tickets = table(
		'tickets',
		{
			/** In the order in which they were first recorded. */
			number: integer('number').primaryKey(),
			reference: text('reference').notNull().unique(),
			document: text('document').notNull(),
			plan: text('plan').notNull(),
			criticality: text('criticality').notNull(),
			receivedAt: integer('received_at').notNull(),
			firstResponseAt: integer('first_response_at'),
			acceptedAt: integer('accepted_at'),
			solvedAt: integer('solved_at'),
			cause: text('cause'),
			justification: text('justification'),
			/** From before verdicts were recorded: outcomes of promises that ended, and were changed by a later report: JSON. */
			earlierOutcomes: text('earlier_outcomes').notNull().default('[]'),
			/** What its customer is told to find it by. Nobody can guess it. */
			publicId: text('public_id').unique(),
			/** As for incidents. */
			judgeAt: integer('judge_at').default(0),
			recordedAt: integer('recorded_at').notNull(),
			changedAt: integer('changed_at').notNull(),
		},
		(table) => [
			index('tickets_by_receipt').on(table.document, table.receivedAt),
			index('tickets_by_acceptance').on(table.document, table.acceptedAt),
			index('tickets_by_judgement').on(table.judgeAt, table.receivedAt),
		],
	);

	/** How promises had ended, as it was recorded. Rows are added; of one that was withdrawn, it is said. */
	const verdicts = table(
		'verdicts',
		{
			id: text('id').primaryKey(),
			/** 'incident' or 'ticket', and the id of the incident or the public one of the ticket. */
			kind: text('kind').notNull(),
			of: text('of_id').notNull(),
			/** Which of the promises to it, and from 1, which verdict on that. */
			key: text('key').notNull(),
			position: integer('position').notNull(),
			outcome: text('outcome').notNull(),
			deadline: integer('deadline'),
			/** As it was judged, with the calculation: JSON. */
			promise: text('promise').notNull(),
			recordedAt: integer('recorded_at').notNull(),
			publication: integer('publication').notNull(),
			reason: text('reason'),
			atUpgrade: integer('at_upgrade', { mode: 'boolean' }).notNull().default(false),
			/** Is it a miss of which has been published why? */
			justified: integer('justified', { mode: 'boolean' }).notNull().default(false),
			withdrawnAt: integer('withdrawn_at'),
			withdrawal: text('withdrawal'),
		},
		(table) => [
			uniqueIndex('verdicts_in_order').on(table.kind, table.of, table.key, table.position),
			index('verdicts_by_outcome').on(table.outcome, table.justified, table.deadline),
			index('verdicts_by_withdrawal').on(table.withdrawnAt),
		],
	);

	/** Every state of a ticket that was ever recorded, and when. */
	const ticketRecordings = table(
		'ticket_recordings',
		{
			reference: text('reference').notNull(),
			recordedAt: integer('recorded_at').notNull(),
			ticket: text('ticket').notNull(),
		},
		(table) => [
			index('ticket_recordings_in_order').on(table.reference, table.recordedAt),
			index('ticket_recordings_by_time').on(table.recordedAt),
		],
	);

	/** The figures of a closed month, which never change. */
	const frozenMonths = table(
		'frozen_months',
		{
			document: text('document').notNull(),
			/** 'YYYY-MM' */
			month: text('month').notNull(),
			figures: text('figures').notNull(),
			/** Of `figures`, byte for byte. */
			sha256: text('sha256').notNull(),
			/** What of site.yaml they were computed with. */
			basis: text('basis').notNull(),
			frozenAt: integer('frozen_at').notNull(),
			/** The last publication that was looked at for corrections. */
			checked: integer('checked').notNull(),
		},
		(table) => [primaryKey({ columns: [table.document, table.month] })],
	);

	/** What became known of a month after it was frozen. */
	const reportCorrections = table(
		'report_corrections',
		{
			document: text('document').notNull(),
			month: text('month').notNull(),
			position: integer('position').notNull(),
			at: integer('at').notNull(),
			changes: text('changes').notNull(),
		},
		(table) => [primaryKey({ columns: [table.document, table.month, table.position] })],
	);

	/** Maintenance that comes again by a rule; its next occurrences stand among the maintenances. */
	const maintenanceSeries = table('maintenance_series', {
		id: text('id').primaryKey(),
		title: text('title').notNull(),
		body: text('body').notNull(),
		components: text('components').notNull(),
		/** RFC 5545, such as 'FREQ=WEEKLY;BYDAY=SU'; its clock is that of `zone`. */
		rrule: text('rrule').notNull(),
		zone: text('zone').notNull(),
		/** The first occurrence, from start to end. */
		firstStart: integer('first_start').notNull(),
		durationMillis: integer('duration_millis').notNull(),
		/** Dates 'YYYY-MM-DD' in `zone` on which nothing is done. */
		exceptions: text('exceptions').notNull(),
		automatic: integer('automatic', { mode: 'boolean' }).notNull(),
		publishedAt: integer('published_at').notNull(),
		endedAt: integer('ended_at'),
	});

	/** Reminders that came due before a maintenance, for each start that it was planned for. */
	const reminders = table(
		'reminders',
		{
			maintenanceId: text('maintenance_id')
				.notNull()
				.references(() => maintenances.id),
			plannedStart: integer('planned_start').notNull(),
			beforeMillis: integer('before_millis').notNull(),
			dueAt: integer('due_at').notNull(),
			recordedAt: integer('recorded_at').notNull(),
			/** The id of the last subscriber for whom it was seen to; null once all were. */
			after: text('after'),
		},
		(table) => [
			primaryKey({ columns: [table.maintenanceId, table.plannedStart, table.beforeMillis] }),
			index('reminders_that_wait').on(table.after),
		],
	);

	/** Measurements, as they came in. They are kept for a while, their rollups for ever. */
	const samples = table(
		'samples',
		{
			component: text('component').notNull(),
			monitor: text('monitor').notNull(),
			at: integer('at').notNull(),
			ok: integer('ok', { mode: 'boolean' }).notNull(),
			responseMillis: integer('response_millis'),
			detail: text('detail'),
			/** What the monitor was held to be after this one: a change takes several attempts. */
			failing: integer('failing', { mode: 'boolean' }).notNull(),
		},
		(table) => [
			primaryKey({ columns: [table.component, table.monitor, table.at] }),
			index('samples_by_age').on(table.at),
		],
	);

	const sampleRollups = table(
		'sample_rollups',
		{
			component: text('component').notNull(),
			monitor: text('monitor').notNull(),
			/** 'hour' or 'day', the latter of the site's calendar. */
			unit: text('unit').notNull(),
			start: integer('start_at').notNull(),
			count: integer('count').notNull(),
			failed: integer('failed').notNull(),
			/** How many response times fell into which bucket, as JSON. */
			times: text('times').notNull(),
		},
		(table) => [primaryKey({ columns: [table.component, table.unit, table.start, table.monitor] })],
	);

	/** What another tool had measured of an hour or a day, as its operator says: none of our own measurements. */
	const importedFigures = table(
		'imported_figures',
		{
			component: text('component').notNull(),
			/** 'hour' or 'day', the latter of the site's calendar. */
			unit: text('unit').notNull(),
			start: integer('start_at').notNull(),
			end: integer('end_at').notNull(),
			/** What the tool is called. */
			source: text('source').notNull(),
			count: integer('count').notNull(),
			failed: integer('failed').notNull(),
			/** A typical response time, and that of the 95th of a hundred; null where the tool doesn't say. */
			responseMillis: integer('response_millis'),
			p95Millis: integer('p95_millis'),
			importedAt: integer('imported_at').notNull(),
		},
		(table) => [primaryKey({ columns: [table.component, table.start, table.unit] })],
	);

	/** What a monitor or a partner's own page said of a component, other than that all is well. */
	const observations = table(
		'observations',
		{
			id: text('id').primaryKey(),
			component: text('component').notNull(),
			/** 'monitor', 'partner' or 'alert' */
			kind: text('kind').notNull(),
			/** The name of the monitor, or of what sends the alerts. */
			source: text('source').notNull(),
			status: text('status').notNull(),
			/** Does it set the status, or only propose an incident? */
			sets: integer('sets', { mode: 'boolean' }).notNull(),
			detail: text('detail'),
			from: integer('from_at').notNull(),
			until: integer('until_at'),
			/** When staff put the proposal aside. */
			dismissedAt: integer('dismissed_at'),
		},
		(table) => [
			index('observations_by_span').on(table.until, table.from),
			index('observations_by_source').on(table.component, table.source, table.from),
		],
	);

	/** When a source had anything to say of a component: what lies between is not measured. */
	const coverage = table(
		'coverage',
		{
			component: text('component').notNull(),
			source: text('source').notNull(),
			from: integer('from_at').notNull(),
			until: integer('until_at').notNull(),
		},
		(table) => [
			primaryKey({ columns: [table.component, table.source, table.from] }),
			index('coverage_by_end').on(table.until),
		],
	);

	/** What is known of each alert that fires, and for some days of those that are over: messages overtake each other. */
	const alerts = table(
		'alerts',
		{
			/** As site.yaml names it. */
			source: text('source').notNull(),
			/** A SHA-256 of what the source knows it by. */
			key: text('key').notNull(),
			component: text('component').notNull(),
			words: text('words').notNull(),
			from: integer('from_at').notNull(),
			until: integer('until_at'),
			/** When anything of this was last news. */
			heardAt: integer('heard_at').notNull(),
		},
		(table) => [
			primaryKey({ columns: [table.source, table.key, table.component] }),
			index('alerts_by_end').on(table.until),
		],
	);

	/** How the reading of each partner's own page went last. */
	const partnerReadings = table('partner_readings', {
		component: text('component').primaryKey(),
		etag: text('etag'),
		/** When the page was last read, and what it said then. */
		readAt: integer('read_at'),
		status: text('status'),
		/** Since when it can't be read, and why; null while it can. */
		failedSince: integer('failed_since'),
		failure: text('failure'),
	});

	/** What a site is known by for ever, whatever becomes of its address. */
	const identities = table('identities', {
		/** For what, such as 'feeds'. */
		purpose: text('purpose').primaryKey(),
		value: text('value').notNull(),
	});

	/** What only one node does at a time: which one, and until when, unless it says so again. */
	const leases = table('leases', {
		name: text('name').primaryKey(),
		owner: text('owner').notNull(),
		until: integer('until_at').notNull(),
	});

	/** Whole tiles of the tree over the ledger, made of its hashes: what is missing is made anew. */
	const logTiles = table(
		'log_tiles',
		{
			level: integer('level').notNull(),
			tile: integer('tile').notNull(),
			/** 256 of them, as base64. */
			hashes: text('hashes').notNull(),
			/** The hash over them, as base64. */
			root: text('root').notNull(),
		},
		(table) => [primaryKey({ columns: [table.level, table.tile] })],
	);

	/** With which keys the log was signed, and when; the keys themselves lie in files. */
	const logKeys = table('log_keys', {
		/** Of Ed25519, as base64. */
		publicKey: text('public_key').primaryKey(),
		from: integer('from_at').notNull(),
		/** When another one took over; null for that of today. */
		until: integer('until_at'),
	});

	/** What each witness last said of the log. */
	const logWitnesses = table('log_witnesses', {
		/** By its key, as site.yaml has it. */
		key: text('key').primaryKey(),
		/** How many entries it has seen: 0 before it first answered. */
		size: integer('size').notNull(),
		/** Its signature line; null before it first answered. */
		line: text('line'),
		seenAt: integer('seen_at'),
		/** Since when it does not answer, and why; null while it does. */
		failedSince: integer('failed_since'),
		failure: text('failure'),
	});

	/** Who may use the console. These five are better-auth's own, by its names; what they hold is not public, so outside the ledger. */
	const users = table('users', {
		id: text('id').primaryKey(),
		name: text('name').notNull().default(''),
		/** In lower case. */
		email: text('email').notNull().unique(),
		emailVerified: integer('email_verified', { mode: 'boolean' }).notNull(),
		image: text('image'),
		/** 'staff', 'legal' or 'admin' */
		role: text('role').notNull(),
		/** In which they last used the console; null where they never did. */
		language: text('language'),
		twoFactorEnabled: integer('two_factor_enabled', { mode: 'boolean' }),
		createdAt: integer('created_at', { mode: 'timestamp_ms' }).notNull(),
		updatedAt: integer('updated_at', { mode: 'timestamp_ms' }).notNull(),
	});

	const sessions = table(
		'sessions',
		{
			id: text('id').primaryKey(),
			userId: text('user_id')
				.notNull()
				.references(() => users.id),
			/** Worth nothing without the signature that its cookie has. */
			token: text('token').notNull().unique(),
			ipAddress: text('ip_address'),
			userAgent: text('user_agent'),
			expiresAt: integer('expires_at', { mode: 'timestamp_ms' }).notNull(),
			/** When its person last proved who they are; null: when it began. */
			provedAt: integer('proved_at', { mode: 'timestamp_ms' }),
			createdAt: integer('created_at', { mode: 'timestamp_ms' }).notNull(),
			updatedAt: integer('updated_at', { mode: 'timestamp_ms' }).notNull(),
		},
		(table) => [index('sessions_by_user').on(table.userId)],
	);

	/** The password of each, as a slow hash. */
	const accounts = table(
		'accounts',
		{
			id: text('id').primaryKey(),
			userId: text('user_id')
				.notNull()
				.references(() => users.id),
			accountId: text('account_id').notNull(),
			providerId: text('provider_id').notNull(),
			password: text('password'),
			accessToken: text('access_token'),
			refreshToken: text('refresh_token'),
			idToken: text('id_token'),
			accessTokenExpiresAt: integer('access_token_expires_at', { mode: 'timestamp_ms' }),
			refreshTokenExpiresAt: integer('refresh_token_expires_at', { mode: 'timestamp_ms' }),
			scope: text('scope'),
			createdAt: integer('created_at', { mode: 'timestamp_ms' }).notNull(),
			updatedAt: integer('updated_at', { mode: 'timestamp_ms' }).notNull(),
		},
		(table) => [index('accounts_by_user').on(table.userId)],
	);

	/** What somebody has to know who was sent a link, or is between password and code: digests of it. */
	const verifications = table(
		'verifications',
		{
			id: text('id').primaryKey(),
			identifier: text('identifier').notNull(),
			value: text('value').notNull(),
			expiresAt: integer('expires_at', { mode: 'timestamp_ms' }).notNull(),
			createdAt: integer('created_at', { mode: 'timestamp_ms' }).notNull(),
			updatedAt: integer('updated_at', { mode: 'timestamp_ms' }).notNull(),
		},
		(table) => [index('verifications_by_identifier').on(table.identifier)],
	);

	/** What somebody wrote that is not published yet, and what became of it. Nothing of it is public; that it waits is in the ledger. */
	const waitingPosts = table(
		'waiting_posts',
		{
			id: text('id').primaryKey(),
			/** By which command it is published, of what, and what that is told: JSON. */
			kind: text('kind').notNull(),
			about: text('about').notNull(),
			input: text('input').notNull(),
			/** Who wrote it, and who approved it: JSON. */
			by: text('by').notNull(),
			approvedBy: text('approved_by'),
			needsApproval: integer('needs_approval', { mode: 'boolean' }).notNull(),
			/** How what it is about looked then. */
			seen: text('seen'),
			heldAt: integer('held_at').notNull(),
			publishAt: integer('publish_at'),
			state: text('state').notNull(),
			endedAt: integer('ended_at'),
			/** Who cancelled it, or put it aside: JSON. */
			endedBy: text('ended_by'),
			/** Why it was not published: JSON. */
			refusal: text('refusal'),
			/** What became public. */
			subject: text('subject'),
			/** Since the copy that it stands in was put back: it may have been published before. */
			restoredAt: integer('restored_at'),
		},
		(table) => [index('waiting_posts_by_state').on(table.state, table.heldAt)],
	);

	/** What makes the codes of somebody's second factor: encrypted with the key of this site's people. */
	const twoFactors = table(
		'two_factors',
		{
			id: text('id').primaryKey(),
			userId: text('user_id')
				.notNull()
				.references(() => users.id),
			secret: text('secret').notNull(),
			backupCodes: text('backup_codes').notNull(),
			verified: integer('verified', { mode: 'boolean' }),
			failedVerificationCount: integer('failed_verification_count').default(0),
			lockedUntil: integer('locked_until', { mode: 'timestamp_ms' }),
		},
		(table) => [index('two_factors_by_user').on(table.userId)],
	);

	/** Keys with which people sign in without a password (WebAuthn): what is here only recognises them. */
	const passkeys = table(
		'passkeys',
		{
			id: text('id').primaryKey(),
			userId: text('user_id')
				.notNull()
				.references(() => users.id),
			name: text('name'),
			credentialID: text('credential_id').notNull(),
			publicKey: text('public_key').notNull(),
			/** How often it has signed, where its maker counts. */
			counter: integer('counter').notNull(),
			deviceType: text('device_type').notNull(),
			backedUp: integer('backed_up', { mode: 'boolean' }).notNull(),
			transports: text('transports'),
			aaguid: text('aaguid'),
			createdAt: integer('created_at', { mode: 'timestamp_ms' }),
		},
		(table) => [
			index('passkeys_by_user').on(table.userId),
			uniqueIndex('passkeys_by_credential').on(table.credentialID),
		],
	);

	/** Letters to be written to people, with a link that is made when one leaves: until then nobody knows it. */
	const personLetters = table(
		'person_letters',
		{
			id: text('id').primaryKey(),
			/** 'invitation' or 'forgotten', which bring a link to sign in; 'review', 'reminder' or 'security' */
			kind: text('kind').notNull(),
			/** The draft that somebody is asked to read, such as `sla/blip-go/drafts/3`, the incident of a reminder, or what changed of an account; null for a link. */
			about: text('about'),
			/** As it was asked for: nobody may have it. */
			email: text('email').notNull(),
			language: text('language'),
			attempts: integer('attempts').notNull().default(0),
			/** Later for one that a process has claimed: until then it has it for itself. */
			dueAt: integer('due_at').notNull(),
			createdAt: integer('created_at').notNull(),
			/** Of a reminder: when the update is due that was announced. */
			updateDueAt: integer('update_due_at'),
		},
		(table) => [index('person_letters_by_due').on(table.dueAt)],
	);

	/** What each process that serves made of each time that it was to read the content folder, and of its start. */
	const contentReadings = table(
		'content_answers',
		{
			node: text('node').notNull(),
			/** The publication that told it to read it, or that was the last one when it started; 0 for none. */
			publication: integer('publication').notNull(),
			at: integer('at').notNull(),
			/** When it was last there. */
			seenAt: integer('seen_at').notNull(),
			/** When it stopped; null while it has not said so. */
			stoppedAt: integer('stopped_at'),
			/** Of the content that it goes by. Null of an earlier version. */
			digest: text('digest'),
			/** Why it kept what it had: lines, as JSON. Null where it reads what is there. */
			mistakes: text('mistakes'),
			/** What came, left and changed by it, and lines that the operator should know, as JSON. */
			changes: text('changes').notNull(),
			remarks: text('remarks').notNull(),
		},
		(table) => [primaryKey({ columns: [table.node, table.publication] })],
	);

	/** Copies of the database, by whom they were made or told of. */
	const backups = table('backups', {
		id: text('id').primaryKey(),
		at: integer('at').notNull(),
		/** Where it lies, in words. */
		place: text('place').notNull(),
		/** Null where nobody has counted. */
		bytes: integer('bytes'),
	});

	/** Versions of the next revision, while it is written: none is ever changed, and nobody outside reads them. */
	const revisionDrafts = table(
		'revision_drafts',
		{
			document: text('document').notNull(),
			version: integer('version').notNull(),
			/** The version that its author went on from; 0 for none. */
			startedFrom: integer('started_from').notNull(),
			/** The number of the last revision when it was written. */
			follows: integer('follows').notNull(),
			at: integer('at').notNull(),
			author: text('author').notNull(),
			authorId: text('author_id'),
			texts: text('texts').notNull(),
		},
		(table) => [primaryKey({ columns: [table.document, table.version] })],
	);

	/** What colleagues say of such a version, and that they have read it. */
	const draftNotes = table(
		'draft_notes',
		{
			id: text('id').primaryKey(),
			document: text('document').notNull(),
			version: integer('version').notNull(),
			kind: text('kind').notNull(),
			/** Null for what is about the whole. */
			clause: text('clause'),
			body: text('body').notNull(),
			at: integer('at').notNull(),
			author: text('author').notNull(),
			authorId: text('author_id'),
		},
		(table) => [index('draft_notes_by_document').on(table.document, table.at)],
	);

	return {
		ledger,
		ledgerTexts,
		redactions,
		incidents,
		incidentUpdates,
		statusChanges,
		maintenances,
		maintenanceUpdates,
		overrides,
		revisions,
		revisionTexts,
		revisionDrafts,
		draftNotes,
		importedComponents,
		knownComponents,
		tokens,
		tokenExpiries,
		subscribers,
		departedAddresses,
		outbox,
		deliveries,
		heartbeat,
		receipts,
		tickets,
		ticketRecordings,
		verdicts,
		frozenMonths,
		reportCorrections,
		maintenanceSeries,
		reminders,
		samples,
		sampleRollups,
		importedFigures,
		observations,
		coverage,
		alerts,
		partnerReadings,
		identities,
		leases,
		logTiles,
		logKeys,
		logWitnesses,
		users,
		sessions,
		accounts,
		verifications,
		twoFactors,
		passkeys,
		personLetters,
		contentReadings,
		backups,
		waitingPosts,
	};
}

// The stores build their statements of these over both engines: a statement needs a table’s names and kinds, not its dialect.

/** In an order in which each finds the ones that it refers to. */
export const tables = tablesIn({ table: sqliteTable, text, integer, primaryKey, index, uniqueIndex });

export const {
	ledger,
	ledgerTexts,
	redactions,
	incidents,
	incidentUpdates,
	statusChanges,
	maintenances,
	maintenanceUpdates,
	overrides,
	revisions,
	revisionTexts,
	revisionDrafts,
	draftNotes,
	importedComponents,
	knownComponents,
	tokens,
	tokenExpiries,
	subscribers,
	departedAddresses,
	outbox,
	deliveries,
	heartbeat,
	receipts,
	tickets,
	ticketRecordings,
	verdicts,
	frozenMonths,
	reportCorrections,
	maintenanceSeries,
	reminders,
	samples,
	sampleRollups,
	importedFigures,
	observations,
	coverage,
	alerts,
	partnerReadings,
	identities,
	leases,
	logTiles,
	logKeys,
	logWitnesses,
	users,
	sessions,
	accounts,
	verifications,
	twoFactors,
	passkeys,
	personLetters,
	contentReadings,
	backups,
	waitingPosts,
} = tables;

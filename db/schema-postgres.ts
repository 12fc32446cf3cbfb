import { bigint, index, pgTable, primaryKey, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { type Dialect, tablesIn } from './schema.ts';

// Only for making migrations (drizzle.postgres.config.ts): the stores use the tables of schema.ts over both engines.

/** An instant needs 64 bits. Yes and no are 1 and 0, as in SQLite. */
const integer = (name: string) => bigint(name, { mode: 'number' });

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
} = tablesIn({ table: pgTable, text, integer, primaryKey, index, uniqueIndex } as unknown as Dialect);

/**
 * How often each token has asked within a minute, over all nodes: the columns, in this order, are those of
 * rate-limiter-flexible. A table that is not logged costs no write to the disk, and is empty after a crash.
 */
export const limits = pgTable('limits', {
	key: text('key').primaryKey(),
	points: bigint('points', { mode: 'number' }).notNull(),
	expire: integer('expire'),
});

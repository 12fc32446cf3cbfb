import { drizzleAdapter } from 'better-auth/adapters/drizzle';
import { accounts, passkeys, sessions, twoFactors, users, verifications } from '../../db/schema.ts';
import type { Engine } from '../stores/engine.ts';
import type { SecurityChanges } from './security-changes.ts';

const schema = {
	user: users,
	session: sessions,
	account: accounts,
	verification: verifications,
	twoFactor: twoFactors,
	passkey: passkeys,
};

type Adapter = ReturnType<ReturnType<typeof drizzleAdapter>>;

/** Our tables as better-auth reads and writes them: over both engines, each change in a transaction of its own, after others'. */
export function adapterOver(engine: Engine, changes: SecurityChanges): ReturnType<typeof drizzleAdapter> {
	return (options) => {
		// A statement needs a table’s names and kinds, not its dialect: what is SQLite's to drizzle, PostgreSQL understands.
		const over = (database: object): Adapter => drizzleAdapter(database, { provider: 'sqlite', schema })(options);
		const writing = (
			{ model, data, update }: { model: string; data?: object; update?: object },
			work: (adapter: Adapter) => Promise<unknown>,
		) => {
			const values = (data ?? update ?? null) as Record<string, unknown> | null;
			return changes.write(
				{ model, values },
				(tx) => work(over(tx)),
				(plain) => engine.write(plain),
			);
		};
		const writes = {
			create: (asked) => writing(asked, (adapter) => adapter.create(asked)),
			update: (asked) => writing(asked, (adapter) => adapter.update(asked)),
			updateMany: (asked) => writing(asked, (adapter) => adapter.updateMany(asked)),
			delete: (asked) => writing(asked, (adapter) => adapter.delete(asked)),
			deleteMany: (asked) => writing(asked, (adapter) => adapter.deleteMany(asked)),
			consumeOne: (asked) => writing(asked, (adapter) => adapter.consumeOne(asked)),
			incrementOne: (asked) => writing(asked, (adapter) => adapter.incrementOne(asked)),
		} as Pick<Adapter, 'create' | 'update' | 'updateMany' | 'delete' | 'deleteMany' | 'consumeOne' | 'incrementOne'>;
		const adapter: Adapter = {
			...over(engine.reader),
			...writes,
			// Nothing else may be written while a password is hashed: better-auth's steps stand by themselves.
			transaction: (steps) => steps(adapter),
		};
		return adapter;
	};
}

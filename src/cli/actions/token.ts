import { createToken, revokeToken } from '../../commands/tokens.ts';
import { DomainError } from '../../domain/errors.ts';
import { DAY, HOUR, type Instant } from '../../domain/instant.ts';
import { type Scope, scopes } from '../../domain/token.ts';
import { iso } from '../../queries/admin/resource.ts';
import { tokenResource } from '../../queries/admin/token-resource.ts';
import { atCommandLine, reading, writing } from '../desk.ts';
import { answer, answerJson, remark, table } from '../output.ts';

export async function create({
	name,
	scope,
	expires,
}: {
	name: string;
	scope: Scope[];
	expires?: string;
}): Promise<void> {
	const wanted = scopes.filter((one) => scope.includes(one));
	if (name.trim() === '') throw new DomainError('invalid', 'A token needs a name: --name "billing script"');
	const now = Date.now();
	const expiresAt = expires === undefined ? null : expiryOf(expires, now);
	const { secret, id } = await writing((stores) =>
		createToken(stores, name.trim(), wanted, atCommandLine, now, expiresAt),
	);
	answer(secret);
	remark(
		`Token ${id}, for ${wanted.join(', ')}${expiresAt === null ? '' : `, until ${iso(expiresAt)}`}. It is not stored and will not be shown again.`,
	);
}

export async function list({ json = false }: { json?: boolean }): Promise<void> {
	const tokens = (await reading((stores) => stores.tokens.list())).toReversed().map(tokenResource);
	if (json) return answerJson(tokens);
	if (tokens.length === 0) return remark('There is no token yet.');
	const expire = tokens.some(({ expires_at }) => expires_at !== null);
	const rows = tokens.map(({ id, name, scopes, created_at, revoked_at, expires_at, last_used_at }) => {
		return [
			id,
			name,
			scopes.join(' '),
			created_at,
			last_used_at ?? '',
			revoked_at ?? '',
			...(expire ? [expires_at ?? ''] : []),
		];
	});
	answer(table([['ID', 'NAME', 'SCOPES', 'CREATED', 'LAST USED', 'REVOKED', ...(expire ? ['EXPIRES'] : [])], ...rows]));
}

export async function revoke(id: string): Promise<void> {
	await writing((stores) => revokeToken(stores, id, atCommandLine, Date.now()));
	remark(`Token ${id} is revoked.`);
}

/** `90d`, `12h`, a date, or an instant. @throws DomainError `invalid` */
function expiryOf(text: string, now: Instant): Instant {
	const [, count, unit] = /^(\d{1,5})([dh])$/.exec(text) ?? [];
	if (count !== undefined) return now + Number(count) * (unit === 'd' ? DAY : HOUR);
	const at = /^\d{4}-\d\d-\d\d(T.+(Z|[+-]\d\d:\d\d))?$/.test(text) ? Date.parse(text) : Number.NaN;
	if (Number.isNaN(at))
		throw new DomainError('invalid', `Expected a time such as 90d, 12h or 2027-01-31, not "${text}"`);
	return at;
}

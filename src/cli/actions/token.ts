import { createToken, revokeToken } from '../../commands/tokens.ts';
import { DomainError } from '../../domain/errors.ts';
import { type Scope, scopes } from '../../domain/token.ts';
import { tokenResource } from '../../queries/token-resource.ts';
import { reading, writing } from '../desk.ts';
import { answer, answerJson, remark, table } from '../output.ts';

export async function create({ name, scope }: { name: string; scope: Scope[] }): Promise<void> {
	const wanted = scopes.filter((one) => scope.includes(one));
	if (name.trim() === '') throw new DomainError('invalid', 'A token needs a name: --name "billing script"');
	const { secret, id } = await writing((stores) => createToken(stores, name.trim(), wanted, Date.now()));
	answer(secret);
	remark(`Token ${id}, for ${wanted.join(', ')}. It is not stored and will not be shown again.`);
}

export async function list({ json = false }: { json?: boolean }): Promise<void> {
	const tokens = (await reading((stores) => stores.tokens.list())).toReversed().map(tokenResource);
	if (json) return answerJson(tokens);
	if (tokens.length === 0) return remark('There is no token yet.');
	const rows = tokens.map(({ id, name, scopes, created_at, revoked_at }) => {
		return [id, name, scopes.join(' '), created_at, revoked_at ?? ''];
	});
	answer(table([['ID', 'NAME', 'SCOPES', 'CREATED', 'REVOKED'], ...rows]));
}

export async function revoke(id: string): Promise<void> {
	await writing((stores) => revokeToken(stores, id, Date.now()));
	remark(`Token ${id} is revoked.`);
}

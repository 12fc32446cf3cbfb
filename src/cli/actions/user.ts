import { addPerson, addPersonByLetter, changeRole, removePerson } from '../../commands/people.ts';
import { readConfig } from '../../config.ts';
import { DomainError } from '../../domain/errors.ts';
import { NewPerson } from '../../inputs/person.ts';
import { iso } from '../../queries/admin/resource.ts';
import { atCommandLine, reading, writing } from '../desk.ts';
import { answer, answerJson, remark, table } from '../output.ts';

export async function add({
	print = false,
	...options
}: {
	email: string;
	role: string;
	print?: boolean;
}): Promise<void> {
	const wanted = personOf(options);
	const { mail, siteUrl } = readConfig(process.env);
	if (mail !== null && !print) {
		const { email, role } = await writing((stores) =>
			addPersonByLetter(stores, wanted, null, atCommandLine, Date.now()),
		);
		return remark(`${email} is ${role}. The server sends them a letter with a link; --print prints one here.`);
	}
	const { person, secret, until } = await writing((stores) => addPerson(stores, wanted, atCommandLine, Date.now()));
	answer(`${siteUrl}/admin/password?link=${secret}`);
	remark(`${person.email} is ${person.role}. The link sets their password, once, until ${iso(until)}.`);
}

export async function role(options: { email: string; role: string }): Promise<void> {
	const wanted = personOf(options);
	const { email, role } = await writing((stores) => changeRole(stores, wanted, atCommandLine, Date.now()));
	remark(`${email} is ${role}.`);
}

export async function list({ json = false }: { json?: boolean }): Promise<void> {
	const people = (await reading((stores) => stores.people.list())).map((person) => ({
		email: person.email,
		role: person.role,
		has_password: person.hasPassword,
		second_factor: person.secondFactor,
		created_at: iso(person.createdAt),
		id: person.id,
	}));
	if (json) return answerJson(people);
	if (people.length === 0) return remark('There is nobody yet: npm run vigente -- user add --email … --role admin');
	const yes = (is: boolean) => (is ? 'yes' : 'no');
	const rows = people.map((one) => {
		return [one.email, one.role, yes(one.has_password), yes(one.second_factor), one.created_at, one.id];
	});
	answer(table([['EMAIL', 'ROLE', 'PASSWORD', 'CODE', 'ADDED', 'ID'], ...rows]));
}

export async function remove({ email }: { email: string }): Promise<void> {
	await writing((stores) => removePerson(stores, email, atCommandLine, Date.now()));
	remark(`${email} may not use the console any more.`);
}

/** @throws DomainError `invalid` */
function personOf(options: { email: string; role: string }): NewPerson {
	const parsed = NewPerson.safeParse(options);
	if (!parsed.success) throw new DomainError('invalid', `--email: ${parsed.error.issues[0]?.message}`);
	return parsed.data;
}

import { filled, type Template } from '../domain/incidents/template.ts';
import { invalid } from '../domain/refusal.ts';
import type { Text } from '../domain/text.ts';
import { flawsOfMessage } from '../inputs/text.ts';
import type { Wording } from '../inputs/wording.ts';

/** Title and message: as given, else those of the template. @param wording with one or the other. @throws DomainError `invalid` */
export function wordingIn(
	templates: readonly Template[],
	kind: Template['kind'],
	{ title, body, template: name, values = {} }: Wording,
): { title: Text; body: Text } {
	if (name === undefined) {
		if (Object.keys(values).length > 0) throw invalid('/values', 'Expected a template for these values');
		return { title: title as Text, body: body as Text };
	}
	const template = templates.find((one) => one.name === name && one.kind === kind);
	if (!template) throw invalid('/template', `There is no template "${name}" for this`);
	const wording = filled(template, values);
	if (body === undefined) refuseFlaws(wording.body);
	return { title: title ?? wording.title, body: body ?? wording.body };
}

/** The template was faultless: what is wrong came with the values. */
function refuseFlaws(body: Text): void {
	for (const wording of Object.values(body)) {
		const [flaw] = flawsOfMessage(wording);
		if (flaw !== undefined) throw invalid('/values', flaw);
	}
}

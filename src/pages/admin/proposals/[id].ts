import type { APIRoute } from 'astro';
import { dismissProposal } from '#app/commands/dismiss-proposal.ts';
import { actOnce } from '#app/console/act.ts';
import { said } from '#app/console/said.ts';
import { valuesIn } from '#app/console/values.ts';
import { Dismissal } from '#app/inputs/dismissal.ts';
import { goTo, goToDone } from '../../../layouts/console-context.ts';
import { pageContext } from '../../../layouts/context.ts';

/** Puts a proposal aside, with the reason: it needs no incident. Whoever was too late finds it gone. */
export const ALL: APIRoute = async (context) => {
	const { runtime, visit } = context.locals;
	const { link, now, language } = pageContext(context);
	const id = context.params.id ?? '';
	const { form } = visit;
	if (form === null || form.has('again')) return goTo(link('/admin'));
	if (!form.get(`reason/${language}`)?.trim()) return goTo(`${link('/admin')}?unexplained=${id}#dismiss-${id}`);
	await actOnce(runtime.stores, visit, context.url.pathname, async (writing) => {
		const why = said(Dismissal, valuesIn(form, ['reason'], now, 'UTC'), language);
		await dismissProposal(runtime.stores, id, why, writing, now);
		return `proposal/${id}`;
	});
	return goToDone(link('/admin'), form);
};

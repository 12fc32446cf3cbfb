import type { APIRoute } from 'astro';
import { dismissProposal } from '#app/commands/dismiss-proposal.ts';
import { actOnce } from '#app/console/act.ts';
import { goTo } from '../../../layouts/console-context.ts';
import { pageContext } from '../../../layouts/context.ts';

/** Puts a proposal aside: it needs no incident. Whoever was too late finds it gone. */
export const ALL: APIRoute = async (context) => {
	const { runtime, visit } = context.locals;
	const { link, now } = pageContext(context);
	const id = context.params.id ?? '';
	if (visit.form === null || visit.form.has('again')) return goTo(link('/admin'));
	await actOnce(runtime.stores, visit, context.url.pathname, async (writing) => {
		await dismissProposal(runtime.stores, id, writing, now);
		return `proposal/${id}`;
	});
	return goTo(link('/admin'));
};

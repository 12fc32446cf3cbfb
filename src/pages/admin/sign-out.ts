import type { APIRoute } from 'astro';
import { goTo } from '../../layouts/console-context.ts';
import { pageContext } from '../../layouts/context.ts';

/** Only a form ends a session: a link or a picture of another site does not. */
export const ALL: APIRoute = async (context) => {
	const { runtime, visit } = context.locals;
	const { link } = pageContext(context);
	if (visit.form === null) return goTo(link('/admin'));
	visit.cookies.push(...(await runtime.people.signOut(context.request.headers)));
	return goTo(link('/admin/sign-in'));
};

import type { MiddlewareHandler } from 'hono';
import { type ApiEnv, root } from './context.ts';
import { HttpProblem } from './problem.ts';

interface Route {
	method: string;
	/** As documented: `/incidents/{id}`. */
	path: string;
}

/** For what no route has answered: 404, or 405 where another method would do. OPTIONS says which would. */
export function noSuchRoute(routes: Route[]): MiddlewareHandler<ApiEnv> {
	const known = routes.map(({ method, path }) => ({ method: method.toUpperCase(), pattern: patternOf(path) }));
	return async ({ req, body }) => {
		const methods = known.filter(({ pattern }) => pattern.test(req.path)).map(({ method }) => method);
		if (methods.length === 0) throw new HttpProblem('not_found', `There is nothing at ${req.path}`);
		const allow = [...methods, ...(methods.includes('GET') ? ['HEAD'] : []), 'OPTIONS'].join(', ');
		if (req.method === 'OPTIONS') return body(null, 204, { allow });
		throw new HttpProblem('method_not_allowed', `Expected one of ${allow}`, { allow });
	};
}

function patternOf(path: string): RegExp {
	return new RegExp(`^${root}${path.replaceAll('.', '\\.').replaceAll(/\{\w+\}/g, '[^/]+')}$`);
}

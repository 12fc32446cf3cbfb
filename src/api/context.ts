import { OpenAPIHono } from '@hono/zod-openapi';
import type { Context } from 'hono';
import type { Writing } from '../domain/publication.ts';
import type { Language } from '../domain/text.ts';
import type { Token } from '../domain/token.ts';
import { type Worded, worded } from '../inputs/text.ts';
import type { ResourceReading } from '../queries/admin/resource.ts';
import type { Runtime } from '../runtime.ts';
import type { Stores } from '../stores/stores.ts';
import { refuseFlaws } from './flaws.ts';
import type { Limits } from './limits.ts';

/** What travels with a request of the admin API. */
export interface ApiEnv {
	Variables: {
		runtime: Runtime;
		limits: Limits;
		/** Where the caller has a valid one; from the guard on everybody has. */
		token: Token;
		/** Likewise. */
		writing: Writing;
	};
}

export type ApiContext = Context<ApiEnv>;

export const root = '/api/v1';

/** Routes of the admin API: what doesn't fit their definition is refused. */
export function newRoutes(): OpenAPIHono<ApiEnv> {
	return new OpenAPIHono<ApiEnv>({
		defaultHook: (result) => {
			if (!result.success) refuseFlaws(result.target, result.error);
		},
	});
}

/** The component that an address names: an address that was given out once goes on being its own. */
export function slugIn(context: ApiContext, given: string): string {
	return context.var.runtime.stores.components.succession.now(given);
}

/** What the caller says; what has no language is in the site's first. */
export function said<Input>(context: Context<ApiEnv>, input: Input): Worded<Input> {
	return worded(input, readingOf(context).language);
}

/** Whoever calls the API reads in the site's first language. */
export function readingOf({ var: { runtime } }: Context<ApiEnv>): ResourceReading & { stores: Stores } {
	const { stores, content, config, clock } = runtime;
	const { site } = content;
	return { stores, site, siteUrl: config.siteUrl, language: site.languages[0] as Language, now: clock() };
}

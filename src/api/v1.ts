import type { OpenAPIHono } from '@hono/zod-openapi';
import type { Runtime } from '../runtime.ts';
import { alertRoutes } from './alerts.ts';
import { answerProblem } from './answer-problem.ts';
import { componentRoutes } from './components.ts';
import { contentRoutes } from './content.ts';
import { type ApiEnv, newRoutes, root } from './context.ts';
import { deliveryRoutes } from './deliveries.ts';
import { sparingKnown } from './etag.ts';
import { noSuchRoute } from './fallback.ts';
import { identify } from './guard.ts';
import { incidentCorrectionRoutes } from './incident-corrections.ts';
import { incidentPromiseRoutes } from './incident-promises.ts';
import { incidentRoutes } from './incidents.ts';
import { ledgerRoutes } from './ledger.ts';
import { Limits } from './limits.ts';
import { maintenanceCorrectionRoutes } from './maintenance-corrections.ts';
import { maintenanceSeriesRoutes } from './maintenance-series.ts';
import { maintenanceRoutes } from './maintenances.ts';
import { promiseRoutes } from './promise.ts';
import { proposalRoutes } from './proposals.ts';
import { revisionDraftRoutes } from './revision-drafts.ts';
import { previewRoutes } from './revision-preview.ts';
import { revisionRoutes } from './revisions.ts';
import { sampleRoutes } from './samples.ts';
import { subscriberRoutes } from './subscribers.ts';
import { templateRoutes } from './templates.ts';
import { termsSchemaRoutes } from './terms-schema.ts';
import { ticketRoutes } from './tickets.ts';
import { tokenRoutes } from './tokens.ts';
import { uptimeRoutes } from './uptime.ts';
import { waitingPostRoutes } from './waiting-posts.ts';

/** The admin API, and its description at /openapi.json. */
export function adminApi(runtime: Runtime): OpenAPIHono<ApiEnv> {
	const v1 = newRoutes();
	v1.onError(answerProblem);
	const limits = new Limits(runtime.config.rateLimit, runtime.limiter);
	v1.use(async (context, next) => {
		context.set('runtime', runtime);
		context.set('limits', limits);
		await next();
		context.res.headers.set('cache-control', 'no-store');
	});
	v1.use(identify);
	v1.use(async (context, next) => {
		if (!['GET', 'HEAD'].includes(context.req.method)) runtime.stores.publications.refuseLost();
		await next();
	});
	v1.use(sparingKnown);
	for (const routes of [
		incidentRoutes,
		incidentCorrectionRoutes,
		incidentPromiseRoutes,
		promiseRoutes,
		termsSchemaRoutes,
		maintenanceRoutes,
		maintenanceCorrectionRoutes,
		maintenanceSeriesRoutes,
		componentRoutes,
		uptimeRoutes,
		sampleRoutes,
		alertRoutes,
		proposalRoutes,
		templateRoutes,
		revisionRoutes,
		previewRoutes,
		revisionDraftRoutes,
		ticketRoutes,
		ledgerRoutes,
		tokenRoutes,
		subscriberRoutes,
		deliveryRoutes,
		contentRoutes,
		waitingPostRoutes,
	]) {
		v1.route('/', routes());
	}
	let description = describe(v1, runtime);
	runtime.heedContent(() => {
		description = describe(v1, runtime);
	});
	v1.get('/openapi.json', (context) => context.json(description));
	const documented = v1.openAPIRegistry.definitions.flatMap((one) => (one.type === 'route' ? [one.route] : []));
	v1.all('*', noSuchRoute([...documented, { method: 'get', path: '/openapi.json' }]));
	return v1;
}

function describe(v1: OpenAPIHono<ApiEnv>, { config, content }: Runtime): object {
	v1.openAPIRegistry.registerComponent('securitySchemes', 'token', {
		type: 'http',
		scheme: 'bearer',
		description: 'A token that was made with `vigente token create`, or with `POST /tokens`.',
	});
	return v1.getOpenAPI31Document({
		openapi: '3.1.0',
		info: {
			title: `${content.site.name}: status page, admin API`,
			version: '1',
			description:
				'Texts are a string, in the first language of the site, or an object with a text for each language. Instants are ISO 8601 with an offset. Refusals are RFC 9457 problems, and nothing is written then.',
		},
		servers: [{ url: config.siteUrl + root }],
	});
}

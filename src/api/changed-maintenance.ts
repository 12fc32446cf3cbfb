import type { SeriesChange } from '../domain/maintenance/maintenance-series.ts';
import { maintenanceById, maintenancePresenter, presentMaintenance } from '../queries/admin/maintenance-resource.ts';
import { type ApiContext, readingOf, root } from './context.ts';
import { etagOf, ifMatch } from './etag.ts';

/** The precondition that the caller has set. */
export async function changing(context: ApiContext, id: string) {
	const reading = readingOf(context);
	return { reading, seen: ifMatch(context, await maintenancePresenter(reading, [await maintenanceById(reading, id)])) };
}

export async function recallScheduled(context: ApiContext, subject: string, published: string): Promise<Response> {
	const made = subject.startsWith('maintenance-series/')
		? `maintenance/${(JSON.parse(published) as SeriesChange).maintenances[0]?.id}`
		: subject;
	return answerStored(context, made, { location: `${root}/${made.replace('maintenance/', 'maintenances/')}` });
}

export function recallUpdated(context: ApiContext, subject: string): Promise<Response> {
	return answerStored(context, subject, {});
}

async function answerStored(context: ApiContext, subject: string, headers: Record<string, string>) {
	const reading = readingOf(context);
	const body = await presentMaintenance(reading, await maintenanceById(reading, subject.replace('maintenance/', '')));
	return context.json(body, 201, { etag: etagOf(body), ...headers });
}

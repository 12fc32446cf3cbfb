import type { Told } from '../../domain/notices/told.ts';
import type { UpdateReminder } from '../../domain/person.ts';
import { wordingOf } from '../../domain/text.ts';
import { formatFor } from '../../i18n/format.ts';
import { messagesIn } from '../../i18n/messages.ts';
import type { ResourceReading } from '../admin/resource.ts';
import { type PersonReading, toldPerson } from './told-person.ts';

/** The letter that reminds somebody of an update that is due soon; null where one was written, or there is none to write any more. */
export async function toldOfDueUpdate(
	reading: PersonReading & {
		stores: Pick<ResourceReading['stores'], 'incidents'>;
	},
	{ about: id, updateDueAt }: UpdateReminder,
): Promise<Told | null> {
	const { site, language, stores } = reading;
	const incident = await stores.incidents.find(id);
	const isAwaited = incident?.nextUpdateAt === updateDueAt && incident.resolvedAt === null && !incident.retraction;
	if (!incident || !isAwaited) return null;
	const words = messagesIn(language).told.dueUpdate;
	const format = formatFor(language, site.time_zone);
	const title = wordingOf(incident.title, language, site.languages[0] ?? language).wording;
	const due = `${format.time(updateDueAt)} ${format.zone(updateDueAt)}`;
	return toldPerson(reading, {
		...{ title: words.title(title), wording: words.body(due), button: words.button },
		path: `/admin/incidents/${id}`,
	});
}

import type { IncidentStatus } from '../incidents/incident.ts';
import type { MaintenanceStatus } from '../maintenance/maintenance.ts';
import { unaccented } from '../text.ts';

/** What a status page writes before each message of an entry; `update` leaves the status as it was. */
export type EntryLabel = IncidentStatus | MaintenanceStatus | 'update';

/** Without accents, in small letters. */
const words: Record<EntryLabel, string[]> = {
	investigating: ['investigating', 'investigando', 'en investigacion', 'em investigacao'],
	identified: ['identified', 'identificado', 'identificada'],
	monitoring: ['monitoring', 'monitoreando', 'monitorizando', 'monitorando', 'en seguimiento', 'em monitoramento'],
	resolved: ['resolved', 'closed', 'resuelto', 'resuelta', 'resolvido', 'resolvida', 'solucionado', 'cerrado'],
	postmortem: ['postmortem', 'post-mortem', 'post mortem'],
	scheduled: ['scheduled', 'planned', 'programado', 'programada', 'planificado', 'agendado', 'agendada'],
	in_progress: ['in progress', 'in_progress', 'en curso', 'en progreso', 'em andamento', 'em progresso'],
	verifying: ['verifying', 'verificando', 'en verificacion', 'em verificacao'],
	completed: ['completed', 'completado', 'completada', 'finalizado', 'finalizada', 'concluido', 'concluida'],
	cancelled: ['cancelled', 'canceled', 'cancelado', 'cancelada'],
	update: ['update', 'actualizacion', 'atualizacao'],
};
const labelOf = new Map(
	Object.entries(words).flatMap(([label, all]) => all.map((word) => [word, label as EntryLabel])),
);
const over: readonly string[] = ['resolved', 'postmortem', 'completed', 'cancelled'] satisfies EntryLabel[];

/** All the words, longest first, as an alternative of a regular expression for what `folded` returns. */
export const labelWords = [...labelOf.keys()].sort((one, other) => other.length - one.length).join('|');

/** In small letters, without accents, however these are encoded; every apostrophe is the plain one. */
export function folded(text: string): string {
	return unaccented(text).replace(/[’‘ʼ]/g, "'");
}

/** Null for a word that no status page is known to write, in English, Spanish or Portuguese. */
export function labelIn(word: string): EntryLabel | null {
	return labelOf.get(folded(word).replace(/\s+/g, ' ').trim()) ?? null;
}

/** Does nothing follow? */
export function isOverLabel(label: string): boolean {
	return over.includes(label);
}

/** One message of an entry. */
export interface Labelled {
	label: string;
	/** What its clock showed, in any form that is the same within one minute; null where nothing is told. */
	minute: string | number | null;
}

/**
 * The message with which an entry was over; null while it is open. Messages of one minute have no order that could be
 * trusted: pages print "Investigating" above the "Resolved" that was sent with it. What was sent later opens it anew.
 *
 * @param told oldest first
 */
export function endIn<M extends Labelled>(told: M[]): M | null {
	let end: M | null = null;
	let minute: M['minute'] = null;
	for (const one of told) {
		if (isOverLabel(one.label)) {
			end ??= one;
			minute = one.minute;
		} else if (one.label !== 'update' && (one.minute === null || one.minute !== minute)) {
			end = null;
		}
	}
	return end;
}

import { type Instant, MINUTE, SECOND } from '../domain/instant.ts';
import { type Step, stepsDue } from '../domain/maintenance/automatic-maintenance.ts';
import { type Maintenance, postMaintenanceUpdate } from '../domain/maintenance/maintenance.ts';
import type { Text } from '../domain/text.ts';
import { formatFor } from '../i18n/format.ts';
import type { Stores } from '../stores/stores.ts';
import { newId } from './new-id.ts';

const author = { name: 'vigente' };
/** What is promised of a server that runs. */
const ON_TIME = SECOND;

/**
 * Does what an automatic maintenance has to do by now, in one publication; nothing where somebody was faster.
 *
 * @param zone whose clocks the public texts name
 * @param wasStopped has the server just come back? What it missed says so
 */
export async function runMaintenance(
	stores: Stores,
	id: string,
	zone: string,
	wasStopped: boolean,
	now: Instant,
): Promise<void> {
	const decide = (maintenance: Maintenance) => {
		const steps = stepsDue(maintenance, now);
		if (steps.length === 0) return null;
		return steps.reduce((before, step) => {
			// What was announced too late was not missed.
			const missed = wasStopped && now - Math.max(step.happenedAt, before.publishedAt) > ON_TIME;
			const body = bodyOf(step, zone, missed || isLate(step.happenedAt, now), missed);
			return postMaintenanceUpdate(before, { ...step, id: newId(), body }, now);
		}, maintenance);
	};
	await stores.maintenances.changeIfDue(id, decide, author, now);
}

function isLate(at: Instant, now: Instant): boolean {
	return now - at > MINUTE;
}

function bodyOf({ status, happenedAt }: Step, zone: string, late: boolean, missed: boolean): Text {
	if (!late) return texts.onTime[status];
	const time = (language: 'es' | 'pt-BR' | 'en') => {
		const format = formatFor(language, zone);
		return `${format.dateTime(happenedAt)} (${format.zone(happenedAt)})`;
	};
	const why = missed ? texts.missed : texts.late;
	const said = texts.since[status];
	return {
		es: `${said.es(time('es'))} ${why.es}`,
		'pt-BR': `${said['pt-BR'](time('pt-BR'))} ${why['pt-BR']}`,
		en: `${said.en(time('en'))} ${why.en}`,
	};
}

const texts = {
	onTime: {
		in_progress: {
			es: 'El mantenimiento comenzó según lo previsto.',
			'pt-BR': 'A manutenção começou conforme o previsto.',
			en: 'Maintenance has started as planned.',
		},
		completed: {
			es: 'El mantenimiento terminó según lo previsto.',
			'pt-BR': 'A manutenção terminou conforme o previsto.',
			en: 'Maintenance has ended as planned.',
		},
	},
	since: {
		in_progress: {
			es: (time: string) => `El mantenimiento comenzó según lo previsto, el ${time}.`,
			'pt-BR': (time: string) => `A manutenção começou conforme o previsto, em ${time}.`,
			en: (time: string) => `Maintenance started as planned on ${time}.`,
		},
		completed: {
			es: (time: string) => `El mantenimiento terminó según lo previsto, el ${time}.`,
			'pt-BR': (time: string) => `A manutenção terminou conforme o previsto, em ${time}.`,
			en: (time: string) => `Maintenance ended as planned on ${time}.`,
		},
	},
	missed: {
		es: 'Esta página estaba detenida en ese momento; lo registramos al volver.',
		'pt-BR': 'Esta página estava fora do ar naquele momento; registramos isso na volta.',
		en: 'This page was down at that moment; we recorded it when it came back.',
	},
	late: {
		es: 'Lo registramos más tarde.',
		'pt-BR': 'Registramos isso mais tarde.',
		en: 'We recorded it later.',
	},
};

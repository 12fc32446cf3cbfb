import { expect, test } from 'vitest';
import { languages } from '../../src/domain/text.ts';
import { formatFor } from '../../src/i18n/format.ts';
import { at } from '../domain/builders.ts';

const winter = at('2026-01-15 12:00');
const ramadan = at('2026-03-01 12:00');
const summer = at('2026-07-15 12:00');

test.each(languages)(
	'a zone of which nobody uses a name is called by its offset at that instant, in %s',
	(language) => {
		const { zoneTitle } = formatFor(language, 'Africa/Casablanca');
		expect([zoneTitle(winter), zoneTitle(ramadan)]).toEqual(['GMT+1', 'GMT+0']);
	},
);

test.each([
	['es', 'America/Sao_Paulo', 'hora estándar de Brasilia', 'hora estándar de Brasilia'],
	['pt-BR', 'America/Sao_Paulo', 'Horário Padrão de Brasília', 'Horário Padrão de Brasília'],
	['es', 'Europe/Lisbon', 'hora de Europa del Oeste', 'hora de Europa del Oeste'],
	['pt-BR', 'Europe/London', 'Horário do Meridiano de Greenwich', 'Horário de Verão Britânico'],
	['en', 'Europe/London', 'Greenwich Mean Time', 'British Summer Time'],
	['en', 'UTC', 'Coordinated Universal Time', 'Coordinated Universal Time'],
] as const)('in %s, %s is called “%s”, and in July “%s”', (language, zone, inWinter, inSummer) => {
	const { zoneTitle } = formatFor(language, zone);
	expect([zoneTitle(winter), zoneTitle(summer)]).toEqual([inWinter, inSummer]);
});

import { expect, test } from 'vitest';
import { type Quantity, quantitiesIn } from '../../src/documents/quantities.ts';
import type { Language } from '../../src/domain/text.ts';

/** `minutes 45 up_to`, with what is not plain. */
function read(text: string, language: Language): string {
	return quantitiesIn(text, language).map(shown).join('; ');
}

function shown({ dimension, value, qualifier, per, business, unit }: Quantity): string {
	const rest = [qualifier === 'none' ? '' : qualifier, per ? `per ${per}` : '', business ? 'of business' : ''];
	return [dimension, `${value}${unit}`, ...rest].filter((one) => one !== '').join(' ');
}

test.each<[Language, string, string]>([
	['es', 'hasta 45 (cuarenta y cinco) minutos', 'minutes 45 up_to'],
	['es', 'no más de 45 minutos', 'minutes 45 up_to'],
	['es', 'no menos de 45 minutos', 'minutes 45 at_least'],
	['es', '45 minutos como máximo', 'minutes 45 up_to'],
	['es', 'de 5 a 10 días hábiles', 'business_days 5-10 range'],
	['es', '8 horas al día, 5 días a la semana', 'minutes 480 per day; days 5 per week'],
	['es', 'una hora y media', 'minutes 90'],
	['es', 'media hora', 'minutes 30'],
	['es', 'una docena de días', 'days 12'],
	['es', '3 años', 'months 36'],
	['es', '99,9 por ciento', 'percent 99.9'],
	['es', '1.000 minutos', 'minutes 1000'],
	['es', 'entre las 23 h y las 5 h (GMT−3)', 'time 23:00; time 05:00; offset -03:00'],
	['es', 'de lunes a viernes', 'weekdays 5'],
	['es', 'el 1 de enero de 2026, según la cláusula 2.2.1', 'date 2026-1-1; clause 2.2.1'],
	['es', 'una o varias de sus funciones', ''],
	['pt-BR', 'um dia útil', 'business_days 1'],
	['pt-BR', '10 (dez) dias úteis no máximo', 'business_days 10 up_to'],
	['pt-BR', 'pelo menos trinta e um dias corridos', 'days 31 at_least'],
	['pt-BR', 'das 23h às 5h', 'time 23:00; time 05:00'],
	['pt-BR', '8×5', 'hours_by_days 8x5'],
	['en', 'within a business day', 'business_days 1 up_to'],
	['en', 'one hundred and twenty minutes', 'minutes 120'],
	['en', 'about forty-five minutes', 'minutes 45 about'],
	['en', '10 business hours', 'minutes 600 of business'],
	['en', 'a 10-day period', 'days 10'],
	['en', '11 p.m. to 5 a.m. (UTC-03:00)', 'time 23:00; time 05:00; offset -03:00'],
	['en', '1 hour and 30 minutes', 'minutes 90'],
	['en', 'at least 99.9% per month', 'percent 99.9 at_least per month'],
	['en', 'below 99.0 % to 99.9 %', 'percent 99; percent 99.9'],
	['en', 'at least 4 GB, 30 Mbps', 'number 4gb at_least; number 30mbps'],
	['en', 'WhatsApp +55 31 3349-6201', 'telephone 553133496201'],
	['en', 'see https://a.example/en/x.', 'address https://a.example/x'],
	['en', 'GMT+5:30 or UTC', 'offset +05:30; offset +00:00'],
])('in %s, "%s" says %s', (language, text, expected) => {
	expect(read(text, language)).toBe(expected);
});

import { expect, test } from 'vitest';
import { publicHolidays } from '../../../src/domain/time/holidays.ts';

const brazil = publicHolidays('BR', [], []);

test('national holidays of Brazil have a name in each language that has one', () => {
	expect(brazil('2026-12-25')).toEqual({ es: 'Navidad', 'pt-BR': 'Natal', en: 'Christmas Day' });
	expect(brazil('2026-04-03')).toEqual({ es: 'Viernes Santo', 'pt-BR': 'Sexta-Feira Santa', en: 'Good Friday' });
});

test('a name is not passed off as a translation of itself', () => {
	expect(brazil('2026-04-21')).toEqual({
		es: 'Día de Tiradentes',
		'pt-BR': 'Dia de Tiradentes',
		en: "Tiradentes' Day",
	});
	expect(publicHolidays('GB', [], [])('2026-05-04')).toEqual({ en: 'Early May bank holiday' });
	expect(publicHolidays('ES', [], [])('2026-01-06')?.es).toBe('Día de los Reyes Magos');
});

test('only public holidays count, in the years in which they do', () => {
	expect(brazil('2026-02-17')).toBeNull();
	expect(brazil('2023-11-20')).toBeNull();
	expect(brazil('2024-11-20')).not.toBeNull();
});

test('years may be asked for in any order', () => {
	const calendar = publicHolidays('BR', [], []);
	for (const year of [2030, 2018, 2026, 2018])
		expect(calendar(`${year}-09-07`)?.['pt-BR']).toBe('Dia da Independência');
});

test('a substitute day in the year before counts, and so does each day of a long holiday', () => {
	expect(publicHolidays('US', [], [])('2027-12-31')).not.toBeNull();
	const turkey = publicHolidays('TR', [], []);
	expect(
		['2026-03-19', '2026-03-20', '2026-03-21', '2026-03-22', '2026-03-23'].map((date) => turkey(date) !== null),
	).toEqual([false, true, true, true, false]);
});

test('an afternoon off is no holiday', () => {
	expect(publicHolidays('GT', [], [])('2026-12-24')).toBeNull();
});

test("the operator's own holidays count, and those that he takes away don't", () => {
	const own = publicHolidays(
		'BR',
		[{ date: '2026-02-17', name: { 'pt-BR': 'Carnaval' } }],
		['2026-11-20', '2026-10-04'],
	);
	expect(own('2026-02-17')).toEqual({ 'pt-BR': 'Carnaval' });
	expect(own('2026-11-20')).toBeNull();
	expect(own('2027-11-20')).not.toBeNull();
});

test('a country that nobody knows is refused', () => {
	expect(() => publicHolidays('XX', [], [])).toThrow('No holidays are known');
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { HOUR } from '../../src/domain/instant.ts';
import { type CalendarEvent, renderCalendar } from '../../src/render/calendar.ts';
import { at } from '../domain/builders.ts';

const start = at('2026-11-29 23:00');

function calendar(...events: Partial<CalendarEvent>[]): string {
	const home = 'https://status.example.com/maintenance';
	const event = {
		...{ uid: 'maintenance-k3j9x0c2m1aa@vigente', title: 'Cambio de discos', description: 'Cambiamos los discos.' },
		...{ interval: { start, end: start + 2 * HOUR }, status: 'confirmed' as const, sequence: 0 },
		...{ publishedAt: start - 48 * HOUR, updatedAt: start - 24 * HOUR, link: `${home}/k3j9x0c2m1aa` },
	};
	const facts = { title: 'Blip Go!: mantenimiento', language: 'es', home, self: `${home}.ics` };
	return renderCalendar({ ...facts, events: events.map((given) => ({ ...event, ...given })) });
}

/** RFC 5545 §3.1: long lines go on after a line break and a space. */
function unfolded(text: string): string[] {
	return text.replaceAll('\r\n ', '').split('\r\n');
}

function readBack(text: string, name: string): string {
	const line = unfolded(text).findLast((one) => one.startsWith(`${name}:`)) ?? '';
	const escapes: Record<string, string> = { '\\n': '\n', '\\N': '\n', '\\,': ',', '\\;': ';', '\\\\': '\\' };
	return line.slice(name.length + 1).replace(/\\[nN,;\\]/g, (found) => escapes[found] ?? '');
}

describe('the calendar', () => {
	test('has no end where nobody said until when', () => {
		const text = calendar({ interval: { start, end: null } });
		expect(text).toContain('DTSTART:20261130T020000Z');
		expect(text).not.toContain('DTEND');
	});

	test('has what RFC 5545 demands, in order, in UTC', () => {
		const lines = unfolded(calendar({}));
		expect(lines[0]).toBe('BEGIN:VCALENDAR');
		expect(lines.slice(-3)).toEqual(['END:VEVENT', 'END:VCALENDAR', '']);
		for (const line of [
			...['VERSION:2.0', 'PRODID:-//Vigente//Maintenance//ES', 'UID:maintenance-k3j9x0c2m1aa@vigente'],
			...['DTSTAMP:20261129T020000Z', 'DTSTART:20261130T020000Z', 'DTEND:20261130T040000Z', 'SEQUENCE:0'],
			...['STATUS:CONFIRMED', 'SUMMARY:Cambio de discos', 'LAST-MODIFIED:20261129T020000Z'],
		]) {
			expect(lines.filter((one) => one === line)).toEqual([line]);
		}
		expect(lines.filter((line) => /^[A-Z-]+[:;]/.test(line))).toHaveLength(lines.length - 1);
	});

	test('says what was cancelled, and how often it changed', () => {
		const lines = unfolded(calendar({ status: 'cancelled', sequence: 3 }));
		expect(lines).toEqual(expect.arrayContaining(['STATUS:CANCELLED', 'SEQUENCE:3']));
	});

	test('without events is a calendar too', () => {
		expect(calendar()).toMatch(/^BEGIN:VCALENDAR\r\n[\s\S]*END:VCALENDAR\r\n$/);
	});

	test('carries any text whole, in lines of 75 octets at most that end with CRLF', () => {
		const text = fc.string({
			unit: fc.constantFrom('a', 'ñ', '😀', '\n', ',', ';', '\\', '"', ':', ' '),
			maxLength: 300,
		});
		fc.assert(
			fc.property(text, (description) => {
				const rendered = calendar({ description });
				for (const line of rendered.split('\r\n')) {
					expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
					expect(line).not.toMatch(/[\r\n]/);
				}
				if (description !== '') expect(readBack(rendered, 'DESCRIPTION')).toBe(description);
			}),
		);
	});
});

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { DAY } from '../../src/domain/instant.ts';
import { rearrangedTexts, slowerTexts, textOf } from '../revision-texts.ts';
import { inFolder, stored, vigente, withDatabase } from './cli.ts';

withDatabase();

let texts: string;

beforeEach(async () => {
	texts = inFolder('sla/blip-go');
	mkdirSync(texts, { recursive: true });
	write('1.es.md', textOf(1));
	write('2.es.md', slowerTexts(2).es ?? '');
	await vigente('sla', 'publish', 'blip-go', join(texts, '1.es.md'), '--confirm-all');
});

function write(name: string, text: string): void {
	writeFileSync(join(texts, name), text);
}

test('a preview says what would change, and publishes nothing', async () => {
	const { status, stdout } = await vigente('sla', 'preview', 'blip-go', join(texts, '2.es.md'));
	expect(status).toBe(0);
	expect(stdout).toContain('In force now: revision 1 of blip-go.\nIt would be in force at once.\n');
	expect(stdout).toContain('  Solution, Urgent: 1 business day (estimate) → 2 business days (estimate)\n');
	expect(stdout).toContain('[-1 día hábil-]{+2 días hábiles+}');
	expect(stdout).toMatch(/Figures that no commitment names:\n {2}\/texts\/es: line \d+: clause 4\.4 says "4 GB"/);
	expect(stdout).toMatch(
		/Commitments to be confirmed by whoever publishes:\n {2}solution-urgent, clause 2\.2\.1:\n {4}es: Urgente\./,
	);
	expect(await stored(async ({ publications }) => publications.current())).toBe(1);
});

test('a preview says what became of each clause', async () => {
	write('2.es.md', rearrangedTexts(2).es);
	const { stdout } = await vigente('sla', 'preview', 'blip-go', join(texts, '2.es.md'));
	expect(stdout).toContain('\n  1.2 (added): {+Proveedor. Quien ofrece la plataforma.+}\n');
	expect(stdout).toContain('\n  What was in 1.2 and 1.3 is now in 1.3.\n  1.3 (merged): ');
	expect(stdout).not.toContain('1.1');
});

test('a preview says from when on a revision would be in force, where the agreement gives notice', async () => {
	const giving = textOf(2)
		.replace('in_force: at_publication', 'in_force: { days: 30 }')
		.replace('entra en vigor de inmediato', 'entra en vigor a los 30 días');
	write('2.es.md', giving);
	await vigente('sla', 'publish', 'blip-go', join(texts, '2.es.md'), '--confirm-all');
	write('3.es.md', giving.replace('revision: 2', 'revision: 3').replace('Google Chrome', 'Chromium'));
	const { stdout } = await vigente('sla', 'preview', 'blip-go', join(texts, '3.es.md'), '--json');
	const { inForceFrom } = JSON.parse(stdout);
	expect(inForceFrom).toBeGreaterThan(Date.now() + 29 * DAY);
	const told = await vigente('sla', 'preview', 'blip-go', join(texts, '3.es.md'));
	expect(told.stdout).toMatch(/\nIt would come into force on \d{4}-\d\d-\d\dT.*, since the agreement gives notice\.\n/);
});

test('a preview of texts that would be refused says why, and ends with 1', async () => {
	write('2.es.md', textOf(2).replace('45 minutos', '50 minutos'));
	const { status, stdout } = await vigente('sla', 'preview', 'blip-go', join(texts, '2.es.md'), '--json');
	expect(status).toBe(1);
	expect(JSON.parse(stdout).refused).toEqual([{ pointer: '/texts/es', detail: expect.stringContaining('2.1.1') }]);
});

test('a revision is published only where the expected one is in force', async () => {
	const publish = (expected: string) =>
		vigente('sla', 'publish', 'blip-go', join(texts, '2.es.md'), '--confirm-all', '--expect', expected);
	expect(await publish('0')).toMatchObject({
		status: 1,
		stderr: expect.stringContaining('Revision 1 of blip-go is in force, not 0'),
	});
	expect((await publish('one')).status).toBe(1);
	expect((await publish('1')).status).toBe(0);
});

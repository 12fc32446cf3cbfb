import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { saysOver } from '../../../src/domain/watch/end-said.ts';

const over = [
	'The issue has been resolved.',
	'This incident has been resolved. We will continue to monitor.',
	'This incident has been resolved. A detailed root cause analysis will be shared once it has been completed.',
	'We are investigating. The issue has been fixed and the service is operating normally.',
	'Service has been restored for everybody.',
	'All systems are fully operational.',
	'The issue affecting some customers has been resolved.',
	'An issue where some users could not log in has been fixed.',
	'Everything is back to normal.',
	'The planned maintenance has been completed.',
	'100% of traffic has recovered.',
	'Some messages were delayed between 10:00 and 11:00. All of them have recovered.',
	'Restored for all regions.',
	'It was not easy. The service is working normally.',
	'Incidente resuelto',
	'El problema fue resuelto a las 10:30.',
	'Se resolvió el incidente.',
	'El servicio quedó restablecido y funciona con normalidad.',
	'Ya se restableció el envío de mensajes. Muchas gracias por su paciencia.',
	'La falta de conexión fue solucionada.',
	'El incidente que afectaba a algunos clientes fue solucionado.',
	'Todo volvió a la normalidad.',
	'Solucionado',
	'O incidente foi resolvido.',
	'O problema no envio de mensagens foi resolvido.',
	'O serviço voltou ao normal.',
	'Envio de mensagens normalizado.',
	'Os serviços foram restabelecidos às 10h30.',
	'A falha que afetou alguns clientes foi corrigida por parte do fornecedor.',
	'Resolvido',
	'A manutenção foi concluída com sucesso.',
];

const open = [
	'The majority of services have recovered. We continue to work on the rest.',
	'Most customers have recovered.',
	'Some regions have been restored.',
	'Service has been partially restored.',
	'95% of requests have recovered.',
	'The issue is not resolved.',
	'The issue is not yet resolved.',
	'It hasn’t been resolved.',
	'It isn’t fixed.',
	'It will be fixed soon.',
	'We expect it to be resolved within the hour.',
	'Service is expected to be restored by 18:00.',
	'We are working to get this resolved.',
	'Once resolved, we will tell you.',
	'We will update this page until it is resolved.',
	'We do not know when service will be restored',
	'Is it resolved?',
	'The console is non-operational.',
	'Operational issue in Europe',
	'Fixed lines cannot be called',
	'Fixed-line calls drop',
	'Resolved soon',
	'The API has been restored, but web hooks are still failing.',
	'The API is down. Other services remain operational.',
	'Unresolved problems with login',
	'The service is being restored.',
	'El problema será resuelto pronto.',
	'El problema sera resuelto',
	'Todavía no se ha resuelto.',
	'Aún no está solucionado.',
	'No se ha resuelto.',
	'Trabajamos para que quede resuelto.',
	'Hasta que todo sea normalizado no se envían mensajes.',
	'Esperamos que el servicio quede restablecido hoy.',
	'La mayoría de los servicios se restableció.',
	'El servicio fue restablecido parcialmente.',
	'Cuando esté resuelto avisaremos.',
	'Una vez solucionado, publicaremos las causas.',
	'El envío fue restablecido, pero la recepción sigue caída.',
	'Resuelto en breve',
	'O problema será resolvido em breve.',
	'O problema sera resolvido em breve',
	'O incidente ainda não foi resolvido.',
	'Parado até que tudo seja normalizado.',
	'Envios parados até serem normalizados',
	'Esperamos que seja resolvido logo.',
	'A maioria dos serviços foi restabelecida.',
	'Serviço restabelecido parcialmente.',
	'Estamos trabalhando para que seja resolvido.',
	'Quando for resolvido, avisaremos.',
	'Assim que estiver resolvido, avisaremos.',
	'O problema não foi resolvido.',
	'Alguns envios foram normalizados.',
	'O envio foi normalizado, mas o recebimento continua com falhas.',
	'O serviço está sendo restabelecido.',
	'Falhas no envio',
	'',
];

describe('a text says that it is over', () => {
	test.each(over)('%s', (text) => expect(saysOver(text)).toBe(true));
});

describe('a text does not say so', () => {
	test.each(open)('%s', (text) => expect(saysOver(text)).toBe(false));
});

test('accents, however they are encoded or left out, and capitals change nothing', () => {
	for (const [texts, expected] of [[over, true] as const, [open, false] as const]) {
		for (const text of texts) {
			const bare = text.normalize('NFD').replace(/\p{M}/gu, '');
			const forms = [text.normalize('NFC'), text.normalize('NFD'), bare, text.toUpperCase(), ` ${text}\n`];
			for (const form of forms) expect([form, saysOver(form)]).toEqual([form, expected]);
		}
	}
});

test('the last sentence that tells it decides', () => {
	const plain = fc.constantFrom('We are looking.', 'Pedimos disculpas.', 'Obrigado pela paciência.');
	const ends = fc.constantFrom(
		'The issue has been resolved.',
		'El problema fue resuelto.',
		'O problema foi resolvido.',
	);
	const stays = fc.constantFrom('It is not resolved.', 'Todavía no se ha resuelto.', 'Ainda não foi resolvido.');
	fc.assert(
		fc.property(
			fc.array(fc.oneof(plain, ends, stays), { maxLength: 5 }),
			ends,
			stays,
			plain,
			(all, end, stay, word) => {
				expect(saysOver([...all, end, word].join(' '))).toBe(true);
				expect(saysOver([...all, stay, word].join(' '))).toBe(false);
			},
		),
		{ seed: 7, numRuns: 60 },
	);
});

test.each([
	'No resuelto',
	'We thought this was resolved, however errors have returned.',
	'Resuelto. Reabrimos el incidente porque los errores volvieron.',
	'It is false that everything is resolved.',
	'Fix has been completed in region 1; region 2 pending.',
	'Resolvido? Os erros voltaram.',
	'Não resolvido',
	'Creíamos que estaba resuelto',
])('"%s" is no end', (text) => {
	expect(saysOver(text)).toBe(false);
});

import { MINUTE } from '../domain/instant.ts';
import type { Calendar } from './calendar.ts';
import { type IncidentStory, say } from './story.ts';

/** Of criticality normal, for which no time is defined. */
export function normalIncidents(calendar: Calendar): IncidentStory[] {
	return [wrongDates(calendar), missingPhotos(calendar)];
}

function wrongDates({ atWork }: Calendar): IncidentStory {
	const start = atWork(79, '14:20');
	const title = say(
		'Fechas en otro formato al exportar reportes',
		'Datas em outro formato ao exportar relatórios',
		'Dates in another format in exported reports',
	);
	return {
		title,
		impact: 'none',
		criticality: 'normal',
		startedAt: start,
		posts: [
			{
				at: start + 50 * MINUTE,
				status: 'identified',
				body: say(
					'Los archivos exportados muestran primero el mes y después el día. Los datos están completos, y en pantalla se ven bien. Lo corregiremos en la próxima versión.',
					'Os arquivos exportados mostram primeiro o mês e depois o dia. Os dados estão completos e, na tela, aparecem corretamente. A correção virá na próxima versão.',
					'Exported files show the month before the day. The data is complete, and looks right on screen. The next version will correct it.',
				),
			},
			{
				at: atWork(79, '10:05', 6),
				status: 'resolved',
				body: say(
					'Las exportaciones vuelven a mostrar primero el día. Los archivos anteriores se pueden exportar de nuevo.',
					'As exportações voltaram a mostrar primeiro o dia. Os arquivos anteriores podem ser exportados novamente.',
					'Exports show the day first again. Earlier files can be exported once more.',
				),
			},
		],
	};
}

function missingPhotos({ atWork }: Calendar): IncidentStory {
	const start = atWork(3, '15:30');
	return {
		title: say('Fotos de contactos que no se ven', 'Fotos de contatos que não aparecem', 'Contact photos not showing'),
		impact: 'none',
		criticality: 'normal',
		startedAt: start,
		posts: [
			{
				at: start + 25 * MINUTE,
				status: 'identified',
				body: say(
					'La foto de algunos contactos no se ve y en su lugar aparecen sus iniciales. Los demás datos están completos. Ya preparamos la corrección.',
					'A foto de alguns contatos não aparece; no lugar dela, surgem as iniciais. Os demais dados estão completos. A correção já está sendo preparada.',
					'Photos of some contacts do not show; their initials appear instead. All other data is complete. A correction is on its way.',
				),
			},
			{
				at: start + 85 * MINUTE,
				status: 'resolved',
				body: say(
					'Las fotos se ven de nuevo. Puede hacer falta recargar la página.',
					'As fotos voltaram a aparecer. Pode ser necessário recarregar a página.',
					'The photos are back. You may have to reload the page.',
				),
			},
		],
	};
}

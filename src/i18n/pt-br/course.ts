import type { courseInSpanish } from '../es/course.ts';

export const courseInPortuguese: typeof courseInSpanish = {
	title: 'Linha do tempo',
	due: (criticality) => `Prazo para a solução (${criticality})`,
	dueProposal: (criticality) => `Tempo estimado para propor uma solução (${criticality})`,
	nextUpdate: 'Próxima atualização anunciada',
	missedBy: (time) => `Não cumprido: ${time} de atraso`,
	missedSince: (time) => `Não cumprido: venceu há ${time}`,
	bars: 'Quanto mais grossa a barra, mais grave.',
	ticks: 'Os traços curtos são as nossas atualizações.',
	now: 'A linha tracejada é o momento atual.',
	shortened: 'O que vem depois é desenhado mais curto do que dura.',
};

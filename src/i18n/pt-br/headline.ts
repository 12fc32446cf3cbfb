import type { headlineInSpanish } from '../es/headline.ts';

/** A frase de cima, que diz nomes, e o que está aberto neste momento. */
export const headlineInPortuguese: typeof headlineInSpanish = {
	nothing_works: 'Nenhum dos nossos sistemas funciona',
	some: (count, of) => `${count} de ${of} sistemas têm falhas`,
	ours: {
		working: 'nossos sistemas funcionam',
		no_known_fault: 'nos nossos, nenhuma falha conhecida',
	},
	others: {
		working: 'Os demais sistemas funcionam.',
		no_known_fault: 'Nos demais, nenhuma falha conhecida.',
	},
	unconfirmed: (names) => `${names}: algo parece falhar; falta confirmar`,
	severalUnconfirmed: (count) => `${count} sistemas parecem falhar; falta confirmar`,
	nothing_known: 'Não sabemos como estão os sistemas: não chegam medições',
	not_known: (names) => `${names}: não chegam medições`,
	severalNotKnown: (count, of) => `De ${count} de ${of} sistemas não chegam medições`,
	open: (count) => (count === 1 ? 'Há um incidente aberto' : `Há ${count} incidentes abertos`),
	workingButOpen: (count) =>
		count === 1 ? 'Tudo funciona, com um incidente aberto' : `Tudo funciona, com ${count} incidentes abertos`,
	late: (names) => `${names}: manutenção atrasada`,
	someLate: 'Manutenção atrasada',
	severalLate: (count) => `${count} sistemas: manutenção atrasada`,
	severalMaintained: (count) => `${count} sistemas em manutenção`,
	unwatched: 'Sem falhas conhecidas; neste momento ninguém monitora',
	unwatchedUntil: (weekday, time) => `Sem falhas conhecidas; ninguém monitora até ${weekday}, às ${time}`,
	as_told: 'Sem falhas conhecidas, segundo nossa equipe',
	working: 'Tudo funciona normalmente',
	today: (time) => `às ${time}`,
	day: (date) => `em ${date}`,
	asOf: (moment) => `Situação ${moment}`,
	updates: 'Receber atualizações',
	resolved: (moment, duration) => `Resolvido ${moment}; durou ${duration}`,
	alsoResolved: (count) =>
		count === 1
			? 'Mais um incidente resolvido nas últimas 24 horas'
			: `Mais ${count} incidentes resolvidos nas últimas 24 horas`,
	began: (moment, duration) => `Começou ${moment}, há ${duration}`,
	told: (age) => `Última atualização: há ${age}`,
	dueProposal: (criticality, moment) => `Criticidade ${criticality}; tempo estimado para propor uma solução: ${moment}`,
	wasDueProposal: (criticality, moment, late) =>
		`Criticidade ${criticality}; o tempo estimado para propor uma solução terminou ${moment}, há ${late}`,
	due: (criticality, moment) => `Criticidade ${criticality}; prazo para a solução: ${moment}`,
	wasDue: (criticality, moment, late) => `Criticidade ${criticality}; a solução devia chegar ${moment}, há ${late}`,
	ofMembers: (count, of, status) => `${count} de ${of}: ${status}`,
	faulty: 'com falhas',
	faultyOrMaintained: 'com falhas ou em manutenção',
	failingPartners: (names, count) =>
		count === 1 ? `${names}, do qual depende, tem falhas` : `${names}, dos quais depende, têm falhas`,
	asTold: 'Funcionando, segundo nossa equipe',
	unreachable: (moment) => `Não conseguimos contato com o site. O que você vê é a situação ${moment}.`,
	myTime: 'Mostrar meu horário',
	siteTime: 'Mostrar o horário do site',
	copied: 'Endereço copiado',
	at: {
		was: (date) =>
			`Assim estava publicado em ${date}. Os nomes dos sistemas são os de hoje; o que foi retirado ou tarjado depois não aparece.`,
		measuredLate:
			'Algumas medições desse momento ou de antes chegaram depois: as falhas que elas revelaram não aparecem, mas se houve medição ou não, e as falhas que elas desmentiram, é como se sabe hoje.',
		withdrawn: (count) =>
			count === 1
				? 'Naquele momento também aparecia o seguinte, retirado depois; por isso o título pode ter sido outro:'
				: `Naquele momento também apareciam ${count} publicações retiradas depois; por isso o título pode ter sido outro:`,
		now: 'Ver como está agora',
		question: 'Como estava tudo em…?',
		too_early: 'Ainda não se publicava nada',
		since: (date) => `A primeira publicação deste site é de ${date}; do que veio antes não há prova.`,
		future: 'Esse momento ainda não chegou',
		no_instant: 'Não entendemos essa data',
		expected: 'Escolha um dia e uma hora que já passaram ou escreva um momento como 2026-03-01T12:00:00-03:00.',
	},
	offer: 'Ver em português',
};

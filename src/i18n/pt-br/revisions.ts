import type { RevisionMessages } from '../es/revisions.ts';

export const revisionsInPortuguese: RevisionMessages = {
	period: (from, until) => `De ${from} a ${until}`,
	periodOpen: (from) => `Desde ${from}`,
	publisher: {
		files: 'Arquivos do site',
		desk: 'No servidor (linha de comando)',
		api: 'Um programa (API)',
		machine: 'O próprio programa',
		staff: 'Equipe de plantão',
		legal: 'Equipe jurídica',
		admin: 'Administração',
	},
	source: 'Arquivo publicado',
	compareWith: (number) => `Comparar com a revisão ${number}`,
	elsewhere: 'Outros acordos, publicados em outro lugar',
	elsewhereLead: 'Se você contratou outro plano, o seu acordo pode ser um destes.',
	askForIt: 'publica-se em outro lugar; peça-nos o texto',
	feed: (title) => `${title}: revisões`,
	feedLink: 'Receber as revisões (Atom)',
	feedOfAll: (site) => `${site}: revisões dos acordos`,
	first: 'É a primeira revisão.',
	asOf: {
		question: 'O que estava em vigor em…?',
		show: 'Ver',
		was: (date, number) => `Em ${date}, estava em vigor a revisão ${number}.`,
		still: 'Continua em vigor.',
		notSince: (date) => `Deixou de vigorar em ${date}.`,
		permanent: 'Endereço permanente desta revisão',
		tooEarly: 'Ainda não havia texto em vigor',
		since: (date, since) =>
			`Em ${date}, nenhuma revisão tinha sido publicada. A primeira está em vigor desde ${since}.`,
		future: 'Esse momento ainda não chegou',
		unknown: (date) =>
			`Ninguém pode dizer o que estará em vigor em ${date}: antes disso, outra revisão pode entrar em vigor.`,
		noInstant: 'Não entendemos essa data',
		expected: 'Escolha um dia e uma hora, ou escreva um momento como 2026-03-01T12:00:00-03:00.',
		badHeader: 'Não entendemos a data que seu programa pede',
		expectedHeader: 'O esperado é uma data como “Thu, 31 May 2007 20:35:00 GMT”.',
		current: 'Ver o texto em vigor',
	},
	compare: {
		title: (a, b) => `O que mudou da revisão ${a} para a ${b}`,
		terms: 'Prazos e condições',
		sameTerms: 'Nenhum prazo nem condição mudou.',
		text: 'O texto, cláusula por cláusula',
		sameTextIn: (language) => `O texto em ${language} é o mesmo, palavra por palavra.`,
		heading: 'Título',
		summary: 'Resumo',
		prevails: (to, from) => `Agora prevalece o texto em ${to}; antes prevalecia o texto em ${from}.`,
		newText: (language) => `O texto em ${language} é novo.`,
		goneText: (language) => `Não há mais texto em ${language}.`,
		others: 'Nos outros idiomas',
		noChange: 'sem mudanças',
		tooMuch: 'é longo demais para comparar',
		seeIn: (language) => `Comparar os textos em ${language}`,
		sameRevision: 'É a mesma revisão.',
		before: 'Antes',
		after: 'Depois',
		absent: 'não constava',
		gone: 'não consta mais',
		unchanged: (count) => (count === 1 ? '1 cláusula sem mudanças' : `${count} cláusulas sem mudanças`),
		renumbered: (count) =>
			count === 1
				? '1 cláusula com outro número, sem outras mudanças'
				: `${count} cláusulas com outro número, sem outras mudanças`,
		kind: {
			changed: 'Alterada',
			added: 'Nova',
			removed: 'Removida',
			marked_up: 'Mesmas palavras, outra apresentação',
			moved: 'Em outro lugar',
			renumbered: 'Outro número',
			split: 'Dividida',
			merged: 'Reunida',
		},
		clause: (number) => `Cláusula ${number}`,
		unnumbered: 'Sem número',
		course: {
			renumbered: (from, to) =>
				from === null
					? `Antes não tinha número; agora é a ${to}.`
					: to === null
						? `A ${from} não tem mais número.`
						: `A ${from} agora é a ${to}.`,
			moved: (number) => (number === null ? 'Este texto mudou de lugar.' : `A ${number} mudou de lugar.`),
			movedTo: (from, to) => `A ${from} mudou de lugar e agora é a ${to}.`,
			regrouped: (from, into) => `O que estava em ${from} está agora em ${into}.`,
			nameless: 'um texto sem número',
		},
		removedWords: 'removido:',
		addedWords: 'acrescentado:',
		endOfWords: 'fim',
		inLanguage: (language) => `A comparação está em ${language}: é o idioma que as duas revisões têm.`,
		noLanguage: (a, b) =>
			`As revisões ${a} e ${b} não têm nenhum idioma em comum; por isso, não há palavras para comparar.`,
		choose: 'Comparar outras revisões',
		from: 'Revisão',
		to: 'com a revisão',
		go: 'Comparar',
		reverse: 'Ver no sentido contrário',
	},
};

import type { subscribeInSpanish } from '../es/subscribe.ts';

export const subscribeInPortuguese: typeof subscribeInSpanish = {
	title: 'Receber atualizações',
	lead: 'Escolha como quer ficar sabendo. Não pedimos dados nem usamos cookies.',
	link: 'Receber atualizações',
	copy: 'Copiar',
	copied: 'Copiado',
	feeds: 'Leitores de feeds',
	feedsLead: 'Adicione um destes endereços ao seu leitor: cada atualização aparece lá.',
	incidents: 'Incidentes',
	sla: 'Mudanças no acordo',
	promises: 'Prazos não cumpridos',
	calendar: 'Calendário',
	calendarLead:
		'Adicione este endereço ao seu calendário como calendário por assinatura: as manutenções aparecem lá e mudam se a data mudar.',
	maintenance: 'Manutenções',
	badge: 'Selo',
	badgeLead:
		'Uma imagem que diz como está tudo. Só fica verde quando se sabe que tudo funciona, e fica cinza quando não se sabe.',
	image: 'Endereço da imagem',
	shields: 'Dados para o shields.io',
	html: 'HTML',
	markdown: 'Markdown',
	embed: 'Aviso na sua página',
	embedLead:
		'Mostra uma barra somente quando algo falha ou quando há uma manutenção prevista. Se não há nada a contar, não mostra nada. Não usa cookies nem pede nada a terceiros.',
	script: 'Com um script, no início da página',
	frame: 'Com um quadro',
	policy: (origin) =>
		`Se a sua página tem uma política de conteúdo (CSP), permita ${origin} em script-src e em connect-src; para o quadro, em frame-src.`,
	programs: 'Programas',
	programsLead: 'O que lê uma página do Atlassian Statuspage lê também esta.',
	summary: 'Resumo',
	docs: 'Documentação das APIs',
	bySystem: 'Por sistema',
	bySystemLead: 'O mesmo, só de um sistema ou de um parceiro.',
};

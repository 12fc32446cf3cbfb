import type { subscribeInSpanish } from '../es/subscribe.ts';

export const subscribeInPortuguese: typeof subscribeInSpanish = {
	title: 'Receber atualizações',
	lead: 'Escolha como quer ficar sabendo. Não pedimos dados nem usamos cookies. Ainda não enviamos e-mails.',
	link: 'Receber atualizações',
	copy: 'Copiar',
	copied: 'Copiado',
	feeds: 'Leitores de feeds',
	feedsLead:
		'Adicione um destes endereços ao seu leitor, ao Slack ou ao Teams. Cada incidente é um item, atualizado a cada novidade; muitos leitores só avisam da primeira.',
	incidents: 'Incidentes e manutenções',
	sla: 'Mudanças nos acordos',
	promises: 'Prazos não cumpridos',
	calendar: 'Calendário',
	calendarLead:
		'Adicione este endereço ao seu calendário como calendário por assinatura: as manutenções aparecem lá e são atualizadas se a data mudar.',
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
		'Mostra uma barra somente quando algo falha ou quando há uma manutenção prevista. Se não há nada a contar, não mostra nada (o iframe mantém o seu espaço). Não usa cookies nem se conecta a terceiros.',
	script: 'Com um script, no início da página',
	frame: 'Com um iframe',
	policy: (origin) =>
		`Se a sua página tem uma política de segurança de conteúdo (CSP), permita ${origin} em script-src e em connect-src; para o iframe, em frame-src.`,
	programs: 'Programas',
	programsLead: 'Os programas que leem páginas do Atlassian Statuspage também leem esta.',
	summary: 'Resumo',
	docs: 'Documentação das APIs',
	bySystem: 'Por sistema',
	bySystemLead: 'Atualizações e selo de um só sistema ou parceiro.',
};

import { folded } from './entry-label.ts';

/** What Zendesk, Jira, Freshdesk and ServiceNow call the columns in which people are named, or may be. */
const names = new Set([
	...['requester', 'requester id', 'requester email', 'requester external id', 'requester domain', 'submitter'],
	...['assignee', 'assignee id', 'reporter', 'reporter id', 'creator', 'creator id', 'watchers', 'watchers id'],
	...['agent', 'full name', 'email', 'work phone', 'mobile phone', 'phone', 'contact id', 'twitter id', 'facebook id'],
	...['caller', 'caller_id', 'opened by', 'opened_by', 'closed by', 'closed_by', 'resolved by', 'resolved_by'],
	...['assigned to', 'assigned_to', 'sys_created_by', 'sys_updated_by', 'watch_list', 'customer', 'contact'],
	...['subject', 'summary', 'description', 'short description', 'short_description', 'comment', 'comments'],
	...['work_notes', 'comments_and_work_notes', 'solicitante', 'informador', 'persona asignada', 'agente', 'asunto'],
	...['descripcion', 'resumen', 'correo electronico', 'nombre completo', 'relator', 'responsavel', 'assunto'],
	...['descricao', 'resumo', 'nome completo', 'cliente', 'contato', 'contacto'],
]);

/** Does a column of a help desk's export carry persons? Of a ticket nothing of a person is kept. */
export function carriesPersons(column: string): boolean {
	return names.has(folded(column).trim());
}

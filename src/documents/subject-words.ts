import type { Criticality } from '../domain/incidents/incident.ts';
import type { Kind } from '../domain/sla/commitment.ts';
import type { Language } from '../domain/text.ts';

/** From when a time counts, and in which hours. */
export type Circumstance = 'receipt' | 'acceptance' | 'office' | 'always';

/** By which words a clause speaks of what a commitment says. All patterns are of small letters without accents. */
export interface SubjectWords {
	kinds: Record<Kind, RegExp>;
	criticalities: Record<Criticality, RegExp>;
	circumstances: Record<Circumstance, RegExp>;
	notDefined: RegExp;
	estimate: RegExp;
	guarantee: RegExp;
	/** Before what it turns into the contrary, in one sentence. */
	negation: RegExp;
	month: RegExp;
	quarter: RegExp;
	/** With the name in a group, in whatever letters. */
	plan: RegExp;
}

export const subjectWords: Record<Language, SubjectWords> = {
	es: {
		kinds: {
			first_response: /respuest|respond|contest/,
			solution: /soluci|resol|resuel|repara|correcci|restabl/,
			availability: /dispon[ií][bv]|funcionamiento|activ/,
			maintenance_window: /manten/,
			monitoring: /vigil|monitor|supervis/,
			retention: /conserv|guard|almacen|reten|retien|dispon[ií][bv]|mantien|elimin|borr|archiv/,
		},
		criticalities: { urgent: /\burgente/, high: /\balt[ao]s?\b(?! dispon[ií][bv])/, normal: /\bnormal(?:es)?\b/ },
		circumstances: {
			receipt: /\brecib|\brecep/,
			acceptance: /\bacept/,
			office: /\bhorario (?:comercial|de oficina|laboral|habil)|\bhoras (?:habiles|laborables|de oficina)/,
			always: /\ba toda hora|\ba cualquier hora|\blas 24 horas|\bdia y noche/,
		},
		notDefined: /\bno (?:esta |se (?:ha )?)?(?:definid|defin|establec|fija)|\bsin (?:definir|plazo)|\bindefinid/,
		estimate: /\bestim/,
		guarantee: /\bgarant/,
		negation: /\b(?:no|sin|nunca|ni|tampoco|ningun\w*)\b[^.;]*$/,
		month: /\bmes(?:es)?\b|mensual/,
		quarter: /trimestr/,
		plan: /\bplan(?:es)?\s+(\p{Lu}[\p{L}\d+]*)/gu,
	},
	'pt-BR': {
		kinds: {
			first_response: /respost|respond/,
			solution: /soluc|resol|repar|correc|restabel/,
			availability: /dispon[ií][bv]|funcionamento|ativ/,
			maintenance_window: /manuten/,
			monitoring: /monitor|vigi|supervis/,
			retention: /conserv|guard|armazen|retenc|retid|disponi|mantid|mante|elimin|apaga|exclu|arquiv/,
		},
		criticalities: { urgent: /\burgente/, high: /\balt[ao]s?\b(?! dispon[ií][bv])/, normal: /\bnorma(?:l|is)\b/ },
		circumstances: {
			receipt: /\breceb/,
			acceptance: /\baceit/,
			office: /\bhorario (?:comercial|de expediente|de escritorio)|\bhoras (?:uteis|comerciais)/,
			always: /\ba qualquer hora|\ba toda hora|\b24 horas por dia|\bdia e noite/,
		},
		notDefined: /\bnao (?:esta |foi |se )?(?:definid|defin|estabelec|fixa)|\bsem (?:definicao|prazo)|\bindefinid/,
		estimate: /\bestim/,
		guarantee: /\bgarant/,
		negation: /\b(?:nao|sem|nunca|nem|tampouco|nenhum\w*)\b[^.;]*$/,
		month: /\bmes(?:es)?\b|mensa/,
		quarter: /trimestr/,
		plan: /\bplanos?\s+(\p{Lu}[\p{L}\d+]*)/gu,
	},
	en: {
		kinds: {
			first_response: /respon|reply|replie|answer/,
			solution: /solution|solv|resol|repair|fix|work-?around|restor/,
			availability: /availab|uptime|operation/,
			maintenance_window: /mainten/,
			monitoring: /monitor|watch|supervis/,
			retention: /kept|keep|retain|retention|stor|availab|delet|archiv|conserv/,
		},
		criticalities: { urgent: /\burgent/, high: /\bhigh\b(?! availab)/, normal: /\bnormal\b/ },
		circumstances: {
			receipt: /\breceipt|\breceiv/,
			acceptance: /\baccept/,
			office: /\b(?:business|office|working) hours/,
			always: /\baround the clock|\bat any (?:hour|time)|\bday and night/,
		},
		notDefined: /\bnot (?:yet )?(?:defined|set|fixed|stated)|\bundefined|\bno (?:defined|set) (?:time|target)/,
		estimate: /\bestimat/,
		guarantee: /\bguarant/,
		negation: /\b(?:no|not|cannot|never|without|nor|none|neither)\b[^.;]*$|n['’]t\b[^.;]*$/,
		month: /\bmonth/,
		quarter: /\bquarter/,
		plan: /(?<!\p{L})(\p{Lu}[\p{L}\d+]*)\s+plans?\b/gu,
	},
};

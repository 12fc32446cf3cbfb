import { folded } from '../imports/entry-label.ts';

/**
 * What a text in English, Spanish or Portuguese says of the end of a failure. Nobody can be sure, so that only a plain
 * statement in the past or present counts: neither negated nor conditional, neither intended nor partial.
 */

/** All words are without accents and in small letters; `\b` would stop at any letter beyond ASCII. */
function words(...alternatives: string[]): RegExp {
	return new RegExp(`(?<![\\p{L}\\p{N}-])(?:${alternatives.join('|')})(?![\\p{L}\\p{N}])`, 'u');
}

const done =
	'resolved|fixed|solved|restored|recovered|repaired|corrected|completed|concluded|remediated|' +
	'(?:resuelt|solucionad|normalizad|restablecid|restaurad|recuperad|reparad|corregid|completad|finalizad|concluid)[oa]s?|' +
	'(?:resolvid|restabelecid|corrigid|encerrad)[oa]s?|' +
	'(?:se )?(?:resolvio|soluciono|normalizo|restablecio|recupero)|(?:normalizou|resolveu)(?:-se)?|restabeleceu(?:-se)?';
const over = words(
	done,
	'operational(?! (?:issue|problem|impact|error|incident|disruption))|operating normally|operating as expected',
	'(?:working|functioning|running) (?:normally|as expected|as usual|again)|back (?:to normal|online|up)|is over|has ended',
	'returned to normal|all clear|no longer (?:affected|impacted|experiencing|seeing)',
	'(?:opera|operan|funciona|funcionan) (?:con normalidad|correctamente|normalmente|de nuevo)|funcionando con normalidad',
	'(?:volvio|volvieron) a la normalidad|(?:totalmente|plenamente) operativ[oa]s?',
	'(?:voltou|voltaram|voltado) ao normal|(?:funcionando|operando|operam) normalmente|normalizaram(?:-se)?',
);
/** At the very beginning it may belong to the next word: "Fixed lines fail". */
const attribute = new RegExp(
	`^\\W*(?:${done})(?:-| (?!(?:for|in|at|by|as|since|after|and|on|now|to|with|por|para|em|en|a|ao|aos|as|desde|com|con|no|na|nos|nas|el|la|los|las|o|os|e|y|apos|tras|hoy|hoje|agora|ahora|completamente|totalmente|all|the)(?!\\p{L}))\\p{L})`,
	'u',
);

/** What turns the words after it into something else than a fact. */
const unfinished = words(
	// not
	"not|cannot|\\p{L}+n't|never|non|nor|neither|without|yet|fail(?:s|ed|ing)? to|unable|no (?:se|ha|han|he|hemos|habia|esta|estan|fue|fueron|quedo|queda|quedan|hay|puede|pueden|podemos|lo|le|nos|tod[oa]s?|fix|service|services|system|systems|one|estimat\\p{L}*|eta|aun|todavia)|sin|ni|nunca|jamas|tampoco|todavia|aun|nao|sem|nem|ainda|falta(?! de)|faltam|faltan|pendiente|pendientes|pendente|pendentes|longe|lejos|far from|less than",
	// will
	"will|shall|would|should|might|must|going to|be|being|gets?|getting|\\p{L}+'ll|sera|seran|seria|serian|estara|estaran|quede|queden|quedara|quedaran|va a|van a|vamos a|debe|deben|deberia|deberian|puede|pueden|podria|podrian|podra|siendo|habra|habran|habremos|haya|hayan|hubiera|serao|seriam|seja|sejam|estarao|estaria|estiver|estiverem|fique|fiquem|ficara|ficarao|vai|vao|deve|devem|devera|deverao|pode|podem|podera|poderia|sendo|tenha|tenham|tiver|tiverem|tera|terao|houver|que (?:\\S+ ){0,3}(?:sea|sean|este|esten|for|forem)",
	// until, once, if
	'until|till|once|when|whenever|if|unless|before|as soon as|whether|while|hasta|cuando|una vez|si|en cuanto|tan pronto|antes|mientras|ate|quando|assim que|logo que|uma vez|se (?:for|forem|estiver|nao|tudo)|(?<!(?:o|do|este|esse|el) )caso(?! foi)|enquanto|depois que',
	// in order to
	'(?:working|work) (?:to|on|with|hard|for|towards)|expect(?:s|ed|ing)?|hop(?:e|es|ing)|aim(?:s|ing)?|plans?|planning|tr(?:y|ies|ying)|attempt(?:s|ing)?|anticipate[sd]?|estimated?|eta|need(?:s|ed)?|want(?:s)?|wait(?:s|ing)?|await(?:s|ing)?|to (?:get|have|see|ensure|confirm|verify|make|bring|return|keep|become|fully)|para que|para (?:ser|dejar|ver|tener|quedar|estar|deixar|que|ficar|ter)|a fin de|afim de|trabaj\\p{L}+|trabalh\\p{L}+|intent\\p{L}+|tent(?:a|amos|am|ando)|esper\\p{L}+|aguard\\p{L}+|previst[oa]s?|prevision|previsao|estimad[oa]s?|estimativa|en proceso|en vias|en camino|em processo|em vias|a caminho|a ser|por ser',
);
/** Right before it: "No resuelto". */
const bareNo =
	/(?<!\p{L})(?:no|nao)\s*$|(?<!\p{L})(?:false|falso|untrue|thought|believed|assumed|creiamos|pensabamos|achavamos)(?!\p{L})[^.,;]*$/u;
/** As `unfinished`, but also behind it. */
const soon = words(
	'soon|shortly|asap|tomorrow|later today|en breve|em breve|brevemente|pronto|proximamente|manana|amanha|logo mais|cuanto antes|quanto antes|yet|so far',
);
const partial = words(
	'partial|partially|partly|some|most|mostly|majority|many|several(?! (?:minutes|hours|days|attempts))|subset|portion|part of|half(?! an? )|almost|nearly|largely|mainly|gradual|gradually|progressively|slowly|intermittently|(?:beginning|starting|started|begun|began) to|certain|except|other than|only',
	'parcial|parciales|parcialmente|parcialment|alguns|algumas|algunos|algunas|mayoria|maioria|maior parte|mayor parte|much[oa]s(?! gracias)|muit[oa]s|vari[oa]s|(?<!por )parte (?:de|del|do|da|dos|das)|mitad|metade|casi|quase|gradualmente|gradativamente|progresivamente|progressivamente|paulatinamente|poco a poco|aos poucos|comienzan?|empiezan?|comeca|comecam|comecou|comecaram|ciert[oa]s|cert[oa]s|salvo|excepto|exceto|solo|so para|apenas|principalmente',
);
const share = /(?<!\d)(?!100)\d{1,3}(?:[.,]\d+)? ?%/;
const going = words(
	'still|remains?(?! stable)|remaining|continue|continues|continuing|ongoing|persists?|persisting|(?:is|are|currently) (?:\\p{L}+ )?(?:down|unavailable|degraded|affected|impacted)|failing|fails?|recurred|reoccurred|reappeared|relapsed|pending|(?:has|have|are|is|errors?|problems?|issues?) (?:returned|back)(?! (?:to normal|online|up))|re-?opened|investigating|mitigating',
	'sigue|siguen|seguimos|continua|continuan|continuamos|continuam|permanece|permanecen|persiste|persisten|persistem|todavia|aun|ainda|investigando|(?:esta|estan|estao) (?:\\p{L}+ )?(?:indisponibles?|indisponive(?:l|is)|fuera de servicio|fora do ar|caid[oa]s?|degradad[oa]s?|afectad[oa]s?|afetad[oa]s?)|fallan|falham|volvio a fallar|voltou a falhar|volvieron(?! a la normalidad)|reaparecieron|reabrimos|reabiert[oa]|reabert[oa]|voltaram(?! ao normal)|reapareceram|pendientes?|pendentes?|resta|restan|restam',
);
/** What goes on after the end: watching, and finding out. */
const afterwards = words(
	'monitor|monitoring|observe|watch|causes?|post-?mortem|rca|analysis|report|review|prevent|prevention|permanent|follow-?up|apolog\\p{L}+|sorry|thank|thanks',
	'monitore\\p{L}*|monitoriz\\p{L}*|monitorar|monitorando|monitoramento|monitorizar|seguimiento|observando|causa raiz|causa|analisis|analise|informe|relatorio|prevenir|evitar|lament\\p{L}+|gracias|obrigad[oa]|agradec\\p{L}+|desculp\\p{L}+|disculp\\p{L}+',
);
/** What the sentence tells of the failure that is over: it says nothing of the end. */
const aside =
	/(?<!\p{L})(?:that|which|where|who|whose|causing|caused|affecting|impacting|affected|impacted|preventing|involving|(?:que|lo que|el cual|o qual) (?:afect|afet|caus|imped|provoc|gener|ger|tuv|tiv|sufr|sofr)\p{L}*|afectando|afetando|causando|impidiendo|impedindo)(?!\p{L}).*?(?=(?<!\p{L})(?:has|have|is|are|was|were|ha|han|fue|fueron|quedo|quedaron|foi|foram|ficou|esta|estan|estao|ya|ja|se)(?!\p{L})|$)/gu;

/** "Resolved: not yet". */
const denied = new RegExp(
	`(?:${done})\\W{0,3}(?:not|no|nao|todavia no|aun no|ainda nao|not yet)(?![\\p{L}])(?! (?:further|more|longer|mas|mais))`,
	'u',
);

/** Does it take the end back in the same breath? */
export function deniesEnd(text: string): boolean {
	return denied.test(folded(text));
}

const again = words('re-?opened|re-?opening|reabiert[oa]|reabrimos|reabre|reabert[oa]|reabriu|reabrimos');

/** Does it tell that what was over is not? */
export function saysReopened(text: string): boolean {
	return again.test(folded(text));
}

/** Is the last thing that the text says of the failure that it is over? */
export function saysOver(text: string): boolean {
	const told = sentencesOf(text).flatMap((sentence) => stateIn(sentence) ?? []);
	return told.at(-1) === 'over';
}

function sentencesOf(text: string): string[] {
	return folded(text).split(
		/(?<=[.!?;…])(?=\s|$)|\n+|,? (?:but|however|though|pero|sin embargo|mas|porem|aunque|embora) /u,
	);
}

function stateIn(sentence: string): 'over' | 'open' | null {
	const bare = sentence.replace(aside, ' ').replace(/\s+/g, ' ').trim();
	const found = over.exec(bare);
	const lasts = going.test(bare);
	if (found === null) return lasts && !afterwards.test(bare) ? 'open' : null;
	const before = bare.slice(0, found.index);
	const doubted = unfinished.test(before) || bareNo.test(before) || soon.test(bare) || bare.endsWith('?');
	if (doubted) return afterwards.test(bare) ? null : 'open';
	if (partial.test(bare) || share.test(bare) || (lasts && !afterwards.test(bare))) return 'open';
	return attribute.test(bare) ? null : 'over';
}

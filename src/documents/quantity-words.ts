import type { Language } from '../domain/text.ts';

/** What a figure can be measured in, so that a commitment could say it. Weeks are days, years are months, hours are minutes. */
export type Measure = 'minutes' | 'business_days' | 'days' | 'months' | 'percent';

export interface Unit {
	measure: Measure;
	/** How many of the measure one unit is. */
	size: number;
	/** Hours of an office. */
	business?: boolean;
}

export interface QuantityWords {
	/** By word, for numbers that are written out. */
	numbers: Record<string, number>;
	/** What multiplies the number before it. */
	multipliers: Record<string, number>;
	/** Between two words of one number. */
	joins: string;
	/** Sources of patterns, the longest first: each ends where the unit ends. */
	units: [string, Unit][];
	/** What may stand between a number and its unit. */
	between: string;
	/** "and a half" after a unit. */
	half: string;
	/** Before "hour", and with it half of one. */
	halves: string;
	/** What stands for "one" before a unit, where the word stands elsewhere too. */
	article: string;
	upTo: string;
	atLeast: string;
	about: string;
	exactly: string;
	upToAfter: string;
	atLeastAfter: string;
	/** Between the ends of a range. */
	ranges: string;
	/** Between two figures of which either holds. */
	choices: string;
	/** Between hours and minutes. */
	sums: string;
	/** "a day", "al día". */
	rate: string;
	/** Before a time such as "23 horas". */
	hoursOfDay: string;
	/** Before a time such as "23h". */
	beforeTime: string;
	midnight: string;
	noon: string;
	weekdays: string[];
	until: string;
	months: string[];
	/** Before the number of a clause. */
	clause: string;
}

const latin = (words: string) => words.split(' ');
const numbered = (words: string, first: number, step = 1): Record<string, number> =>
	Object.fromEntries(latin(words).flatMap((word, i) => word.split('|').map((one) => [one, first + i * step])));

function timeUnits(words: {
	seconds: string;
	minutes: string;
	hours: string;
	businessHours: string;
	businessDays: string;
	days: string;
	weeks: string;
}): [string, Unit][] {
	return [
		[words.seconds, { measure: 'minutes', size: 1 / 60 }],
		[words.businessHours, { measure: 'minutes', size: 60, business: true }],
		[words.minutes, { measure: 'minutes', size: 1 }],
		[words.hours, { measure: 'minutes', size: 60 }],
		[words.businessDays, { measure: 'business_days', size: 1 }],
		[words.days, { measure: 'days', size: 1 }],
		[words.weeks, { measure: 'days', size: 7 }],
	];
}

function longUnits(words: string[]): [string, Unit][] {
	const sizes = [1, 2, 3, 6, 12, 60, 120, 1200];
	return words.map((source, i) => [source, { measure: 'months', size: sizes[i] as number }]);
}

const percent: [string, Unit] = ['%|por\\s?ciento|por\\s?cento|per\\s?cent', { measure: 'percent', size: 1 }];

/** Everything in small letters and without accents. */
export const quantityWords: Record<Language, QuantityWords> = {
	es: {
		numbers: {
			...{ cero: 0, un: 1 },
			...numbered('uno|una dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince', 1),
			...numbered('dieciseis diecisiete dieciocho diecinueve veinte veintiuno|veintiun|veintiuna veintidos', 16),
			...numbered('veintitres veinticuatro veinticinco veintiseis veintisiete veintiocho veintinueve', 23),
			...numbered('treinta cuarenta cincuenta sesenta setenta ochenta noventa cien|ciento', 30, 10),
			...numbered('doscientos|doscientas trescientos|trescientas cuatrocientos|cuatrocientas', 200, 100),
			...numbered('quinientos|quinientas seiscientos|seiscientas setecientos|setecientas', 500, 100),
			...numbered('ochocientos|ochocientas novecientos|novecientas', 800, 100),
		},
		multipliers: { mil: 1000, docena: 12, docenas: 12, par: 2 },
		joins: '\\s+y\\s+|\\s+',
		units: [
			percent,
			['quincenas?', { measure: 'days', size: 15 }],
			...timeUnits({
				seconds: 'segundos?|seg',
				businessHours: 'horas?\\s+(?:habil(?:es)?|laborables?|laboral(?:es)?|comercial(?:es)?)',
				minutes: 'minutos?|min',
				hours: 'horas?|hrs?|hs?',
				businessDays:
					'dias?(?:\\(s\\))?\\s+(?:habil(?:es)?(?:\\(es\\))?|laborables?|laboral(?:es)?)|dias?\\s+de\\s+trabajo',
				days: 'dias?(?:\\(s\\))?(?:\\s+(?:corridos?|natural(?:es)?|calendario|seguidos?|consecutivos?))?',
				weeks: 'semanas?',
			}),
			...longUnits([
				'mes(?:es)?',
				'bimestres?',
				'trimestres?',
				'semestres?',
				'anos?',
				'lustros?',
				'decadas?',
				'siglos?',
			]),
		],
		between: '(?:ultim[oa]s?|siguientes?|proxim[oa]s?|primer[oa]s?|de)\\s+',
		half: '\\s+y\\s+medi[oa]',
		halves: 'medi[oa]',
		article: 'un[oa]?',
		upTo: 'hasta|no\\s+mas\\s+(?:de|que|tarde\\s+de)|(?:como|un|el|plazo)\\s+maximo(?:\\s+de)?|maximo(?:\\s+de)?|a\\s+lo\\s+sumo|a\\s+mas\\s+tardar(?:\\s+(?:en|a\\s+l[oa]s?))?|menos\\s+de|(?:inferior|menor)\\s+(?:a|al|que|de)|por\\s+debajo\\s+del?|dentro\\s+de(?:\\s+l[oa]s)?|antes\\s+de|no\\s+(?:supera|excede)(?:ra)?(?:\\s+de)?|sin\\s+(?:superar|exceder)',
		atLeast:
			'no\\s+menos\\s+de|al\\s+menos|por\\s+lo\\s+menos|cuando\\s+menos|como\\s+minimo|(?:un|el)\\s+minimo\\s+de|minimo(?:\\s+de)?|mas\\s+de|(?:superior|mayor|igual)\\s+(?:a|al|que)|a\\s+partir\\s+de|desde',
		about: 'aproximadamente|alrededor\\s+de|cerca\\s+de|en\\s+torno\\s+a|unos|unas|casi|promedio\\s+de|~',
		exactly: 'exactamente|exacto\\s+de',
		upToAfter: 'como\\s+(?:maximo|mucho)|a\\s+lo\\s+sumo|maximo|o\\s+menos',
		atLeastAfter: 'como\\s+minimo|por\\s+lo\\s+menos|o\\s+mas|minimo',
		ranges: '-|a|al|hasta|y',
		choices: 'o|u|o\\s+bien|y',
		sums: 'y|con',
		rate: '(?:al|a\\s+la|por|cada)\\s+(?:dia|semana|mes|trimestre|ano)|diari[oa]s|semanales|mensuales',
		hoursOfDay: 'las|la',
		beforeTime: 'las|la|entre|de|y|a|desde|-',
		midnight: 'medianoche',
		noon: 'mediodia',
		weekdays: latin('lunes martes miercoles jueves viernes sabado domingo'),
		until: 'a|al|hasta(?:\\s+el)?',
		months: latin('enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre'),
		clause: 'clausulas?|secci[o]n(?:es)?|apartados?|numeral(?:es)?|puntos?|articulos?|capitulos?|anexos?|incisos?',
	},
	'pt-BR': {
		numbers: {
			...{ zero: 0, quatorze: 14, dezesseis: 16, dezasseis: 16 },
			...numbered('um|uma dois|duas tres quatro cinco seis sete oito nove dez onze doze treze catorze quinze', 1),
			...numbered('dezessete|dezassete dezoito dezenove|dezanove', 17),
			...numbered('vinte trinta quarenta cinquenta sessenta setenta oitenta noventa cem|cento', 20, 10),
			...numbered('duzentos|duzentas trezentos|trezentas quatrocentos|quatrocentas quinhentos|quinhentas', 200, 100),
			...numbered('seiscentos|seiscentas setecentos|setecentas oitocentos|oitocentas novecentos|novecentas', 600, 100),
		},
		multipliers: { mil: 1000, duzia: 12, duzias: 12, par: 2 },
		joins: '\\s+e\\s+|\\s+',
		units: [
			percent,
			['quinzenas?', { measure: 'days', size: 15 }],
			...timeUnits({
				seconds: 'segundos?|seg',
				businessHours: 'horas?\\s+(?:ut(?:il|eis)|comercia(?:l|is))',
				minutes: 'minutos?|min',
				hours: 'horas?|hrs?|hs?',
				businessDays: 'dias?(?:\\(s\\))?\\s+(?:ut(?:il|eis)(?:\\(eis\\))?)|dias?\\s+de\\s+trabalho',
				days: 'dias?(?:\\(s\\))?(?:\\s+(?:corridos?|seguidos?|consecutivos?|de\\s+calendario|naturais))?',
				weeks: 'semanas?',
			}),
			...longUnits([
				'mes(?:es)?',
				'bimestres?',
				'trimestres?',
				'semestres?',
				'anos?',
				'lustros?',
				'decadas?',
				'seculos?',
			]),
		],
		between: '(?:ultim[oa]s?|seguintes?|proxim[oa]s?|primeir[oa]s?|de)\\s+',
		half: '\\s+e\\s+mei[oa]',
		halves: 'mei[oa]',
		article: 'uma?',
		upTo: 'ate(?:\\s+[oa]s?)?|no\\s+maximo(?:\\s+em)?|nao\\s+mais\\s+(?:de|que|do\\s+que)|o\\s+mais\\s+tardar\\s+em|(?:um|o|prazo)\\s+maximo(?:\\s+de)?|maximo(?:\\s+de)?|menos\\s+de|(?:inferior|menor)\\s+(?:a|que|do\\s+que)|abaixo\\s+de|dentro\\s+de|antes\\s+de|nao\\s+(?:supera|excede)(?:ra)?|sem\\s+(?:superar|exceder)',
		atLeast:
			'nao\\s+menos\\s+(?:de|que|do\\s+que)|pelo\\s+menos|ao\\s+menos|no\\s+minimo|(?:um|o)\\s+minimo\\s+de|minimo(?:\\s+de)?|mais\\s+(?:de|que|do\\s+que)|(?:superior|maior|igual)\\s+(?:a|que)|a\\s+partir\\s+de|desde',
		about: 'aproximadamente|cerca\\s+de|por\\s+volta\\s+de|em\\s+torno\\s+de|uns|umas|quase|media\\s+de|~',
		exactly: 'exatamente',
		upToAfter: 'no\\s+maximo|ou\\s+menos',
		atLeastAfter: 'no\\s+minimo|pelo\\s+menos|ou\\s+mais',
		ranges: '-|a|ate|e',
		choices: 'ou|e',
		sums: 'e',
		rate: '(?:por|ao|a|a\\s+cada|cada)\\s+(?:dia|semana|mes|trimestre|ano)|diari[oa]s|semanais|mensais',
		hoursOfDay: 'as|das',
		beforeTime: 'as|das|entre|de|e|a|desde|-',
		midnight: 'meia-noite',
		noon: 'meio-dia',
		weekdays: [
			'segunda(?:-feira)?',
			'terca(?:-feira)?',
			'quarta(?:-feira)?',
			'quinta(?:-feira)?',
			'sexta(?:-feira)?',
			'sabado',
			'domingo',
		],
		until: 'a|ate(?:\\s+[ao])?',
		months: latin('janeiro fevereiro marco abril maio junho julho agosto setembro outubro novembro dezembro'),
		clause: 'clausulas?|sec(?:ao|oes)|it(?:em|ens)|artigos?|capitulos?|anexos?|paragrafos?|alineas?',
	},
	en: {
		numbers: {
			zero: 0,
			...numbered('one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen', 1),
			...numbered('sixteen seventeen eighteen nineteen', 16),
			...numbered('twenty thirty forty fifty sixty seventy eighty ninety', 20, 10),
		},
		multipliers: { hundred: 100, thousand: 1000, dozen: 12, couple: 2 },
		joins: '\\s+and\\s+|\\s+|-',
		units: [
			percent,
			['fortnights?', { measure: 'days', size: 14 }],
			...timeUnits({
				seconds: 'seconds?|secs?',
				businessHours: '(?:business|working|office)\\s+hours?',
				minutes: 'minutes?|mins?',
				hours: 'hours?|hrs?|h',
				businessDays: '(?:business|working|work)[\\s-]+days?(?:\\(s\\))?|weekdays?',
				days: '(?:(?:calendar|consecutive|full|whole|clear)\\s+)?days?(?:\\(s\\))?',
				weeks: '(?:calendar\\s+)?weeks?',
			}),
			...longUnits([
				'(?:calendar\\s+|full\\s+)?months?',
				'bimesters?',
				'(?:calendar\\s+)?quarters?',
				'semesters?',
				'(?:calendar\\s+)?years?|yrs?',
				'lustrums?',
				'decades?',
				'centur(?:y|ies)',
			]),
		],
		between: '(?:of|last|past|next|following|more|full)\\s+',
		half: '\\s+and\\s+a\\s+half',
		halves: 'half(?:\\s+an?)?',
		article: '(?<=(?:within|in|for|than|to|of|least|most|takes)\\s)an?',
		upTo: 'up\\s+to|at\\s+most|no(?:t)?\\s+(?:more|later|longer)\\s+than|within(?:\\s+the)?|(?:a\\s+)?maximum(?:\\s+of)?|less\\s+than|fewer\\s+than|below|under|lower\\s+than|not\\s+exceed(?:ing)?|before|by|inside|until',
		atLeast:
			'at\\s+least|no(?:t)?\\s+(?:less|fewer|earlier)\\s+than|(?:a\\s+)?minimum(?:\\s+of)?|more\\s+than|longer\\s+than|greater\\s+than|above|equal\\s+to|over|from',
		about: 'about|around|approximately|roughly|some|nearly|almost|circa|(?:an\\s+)?average\\s+of|~',
		exactly: 'exactly|precisely',
		upToAfter: 'at\\s+(?:the\\s+)?most|or\\s+(?:less|sooner|fewer)|maximum',
		atLeastAfter: 'at\\s+(?:the\\s+)?least|or\\s+(?:more|longer)|minimum',
		ranges: '-|to|through|and|until',
		choices: 'or|and',
		sums: 'and',
		rate: '(?:per|an?|each|every|/)\\s*(?:day|week|month|quarter|year)|daily|weekly|monthly',
		hoursOfDay: 'at',
		beforeTime: 'at|between|from|and|to|until|-',
		midnight: 'midnight',
		noon: 'noon',
		weekdays: latin('monday tuesday wednesday thursday friday saturday sunday'),
		until: 'to|through|until|-',
		months: latin('january february march april may june july august september october november december'),
		clause: 'clauses?|sections?|articles?|chapters?|annex(?:es)?|paragraphs?|items?',
	},
};

import { z } from 'zod';
import { DAY, MINUTE } from '../domain/instant.ts';
import { readVerifierKey } from '../domain/log/signed-note.ts';
import { clockTimeLike, LocalDate, NamedDay, weekdays } from '../domain/sla/calendar.ts';
import { Line, LineByLanguage, languages, TextByLanguage } from '../domain/text.ts';
import { isZone } from '../domain/time/day.ts';
import { isCountry } from '../domain/time/holidays.ts';
import { areas } from '../domain/waiting-post.ts';
import { AlertSources } from './alerts.ts';
import { durationBetween } from './duration.ts';

const ClockTime = clockTimeLike('09:00');
const Id = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'Expected an id such as "help-centre"');
const Url = z.string().refine(isLink, 'Expected an address such as "https://example.com/"');

const Office = z
	.strictObject({
		days: z.array(z.enum(weekdays)).min(1).refine(unique, 'Expected each day once'),
		from: ClockTime,
		to: ClockTime,
	})
	.refine((office) => office.from < office.to, { path: ['to'], error: 'Expected a time after office.from' });

const HolidayCalendar = z.strictObject({
	/** Its national holidays count. */
	country: z.string().refine(isCountry, 'Expected a country code such as "BR"'),
	/** Days the office is closed besides. */
	also: z.array(NamedDay).default([]),
	/** Days the office is open although they are holidays. */
	not: z.array(LocalDate).default([]),
});

const Channel = z.strictObject({
	id: Id,
	name: LineByLanguage,
	url: Url,
	/** How the number is written for people, where the channel is a telephone number. */
	number: Line.optional(),
	audience: TextByLanguage,
	purpose: TextByLanguage,
	/** In office hours, or at any time? Left out where nobody said: then the page says nothing of hours. */
	office_hours: z.boolean().optional(),
});

const Measure = z
	.strictObject({ minimum: z.number().positive(), recommended: z.number().positive() })
	.refine((one) => one.minimum <= one.recommended, {
		path: ['recommended'],
		error: 'Expected a number that is not below the minimum',
	});

const Service = z.url({ protocol: /^https?$/, error: 'Expected an address such as "https://witness.example.com"' });
const WitnessKey = z
	.string()
	.refine(
		(line) => readVerifierKey(line)?.kind === 'cosignature',
		'Expected the key of a witness, such as "witness.example.com+1a2b3c4d+BAAA…"',
	);

/** Structured, so that a page can show it and a script can compare it with the visitor's machine. */
const Requirements = z.strictObject({
	browser: z.strictObject({ name: Line, version: z.literal('newest') }),
	systems: z.array(Line).min(1),
	memory_gb: Measure,
	bandwidth_mbps: Measure,
	email: z.literal('individual'),
	/** What the figures alone don't say. The figures themselves stand above, once. */
	texts: z.strictObject({
		service: TextByLanguage,
		browser: TextByLanguage,
		systems: TextByLanguage,
		memory: TextByLanguage,
		bandwidth: TextByLanguage,
		email: TextByLanguage,
	}),
});

/** An empty address is one that isn't known yet: the link is not shown, and a legal text is named alone. */
const Link = z.strictObject({
	id: Id,
	name: LineByLanguage,
	url: z.union([z.literal(''), Url], addressOrNothing()),
	/** A legal text that lives elsewhere: it stands among the agreements as well. */
	legal: z.boolean().default(false),
});

/** RFC 9116 §2.5: nothing but these, on one line. */
const SecurityAddress = z
	.string()
	.refine(
		(address) => /^[!-~]+$/.test(address) && /^(https|mailto|tel):/.test(address) && isLink(address),
		'Expected an address such as "mailto:security@example.com" or "https://example.com/report"',
	);

/** What `/.well-known/security.txt` says: https://www.rfc-editor.org/rfc/rfc9116 */
const Security = z.strictObject({
	/** The first is the one that is preferred. */
	contact: z.array(SecurityAddress).min(1),
	/** Until when it holds; left out, it holds as long as the site says it. */
	expires: z.iso
		.datetime({ offset: true, error: 'Expected an instant such as "2027-06-30T00:00:00Z"' })
		.transform((text) => Date.parse(text))
		.optional(),
	policy: SecurityAddress.optional(),
	preferred_languages: z
		.array(z.string().regex(/^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$/, 'Expected "es" or "pt-BR"'))
		.min(1)
		.optional(),
});

const Weight = z.number().min(0).max(1);

const Monitoring = z.strictObject({
	/** Names of private hosts that monitors may reach all the same: "db.internal" or "10.0.0.7". */
	allow_private: z.array(z.string().trim().toLowerCase().min(1)).default([]),
	/** How long each measurement is kept; its rollups by hour and day are kept for ever. */
	keep_samples: durationBetween(DAY, 3650 * DAY, 'from "1d" to "3650d"').prefault('30d'),
});

/** How long before a planned start people are reminded of it. */
const Reminder = durationBetween(MINUTE, 60 * DAY, 'from "1m" to "60d"');

/** `content/site.yaml`, with the keys as the operator writes them. */
export const Site = z
	.strictObject({
		name: Line,
		/** The first is the site's first language: its pages have no prefix. */
		languages: z.array(z.enum(languages)).min(1).refine(unique, 'Expected each language once'),
		time_zone: z.string().refine(isZone, 'Expected a time zone such as "America/Sao_Paulo"'),
		office: Office,
		holidays: HolidayCalendar,
		channels: z.array(Channel).refine(uniqueIds, 'Expected each id once'),
		requirements: Requirements,
		links: z.array(Link).refine(uniqueIds, 'Expected each id once'),
		/** To whom a weakness is reported; left out where nobody said. */
		security: Security.optional(),
		/** The document whose maintenance window announced work is compared with, where there are several: its folder's name. */
		agreement: Id.optional(),
		/** Does a revision whose files appeared in the folder come into force by a start? Else it is a draft until somebody publishes it. */
		publish_files_at_start: z.boolean().default(false),
		/** Of what a second person is asked before it is published; nobody unless named. */
		approval: z.array(z.enum(areas)).refine(unique, 'Expected each once').prefault([]),
		uptime_weights: z.strictObject({ major_outage: Weight, partial_outage: Weight }),
		monitoring: Monitoring.prefault({}),
		/** What may send alerts; none unless named. */
		alerts: AlertSources.prefault([]),
		maintenance_reminders: z
			.array(Reminder)
			.refine((all) => new Set(all).size === all.length, 'Expected each duration once')
			.prefault(['7d', '1d', '1h']),
		/** Who watches the log of publications from outside: https://c2sp.org/tlog-witness */
		witnesses: z
			.array(z.strictObject({ url: Service, key: WitnessKey }))
			.refine((all) => unique(all.map(({ key }) => key)), 'Expected each key once')
			.prefault([]),
		/** While a partner is down, customers hear of it at least this often (SLA §2.2). */
		partner_updates_every: durationBetween(MINUTE, 7 * DAY, 'from "1m" to "7d"').prefault('2h'),
	})
	.refine(({ approval, publish_files_at_start }) => !(publish_files_at_start && approval.includes('sla')), {
		path: ['publish_files_at_start'],
		error: 'Expected false where approval names "sla": a file has no second person who has seen it',
	});
export type Site = z.infer<typeof Site>;
export type Channel = Site['channels'][number];

function unique(all: readonly string[]): boolean {
	return new Set(all).size === all.length;
}

function uniqueIds(all: readonly { id: string }[]): boolean {
	return unique(all.map((one) => one.id));
}

function isLink(address: string): boolean {
	return URL.canParse(address) && ['https:', 'http:', 'mailto:', 'tel:'].includes(new URL(address).protocol);
}

function addressOrNothing() {
	return { error: 'Expected an address such as "https://example.com/", or "" while it is not known' };
}

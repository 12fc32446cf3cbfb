import type { Component, ComponentStatus } from '../component.ts';
import type { Instant } from '../instant.ts';

/** Which program sends alerts, and so what its messages look like. */
export const alertKinds = [
	'alertmanager',
	'grafana',
	'pagerduty',
	'datadog',
	'uptime_kuma',
	'uptimerobot',
	'plain',
] as const;
export type AlertKind = (typeof alertKinds)[number];

/** Which alerts are about a component, and what they make of it. */
export interface AlertRule {
	/** An alert has to have every one of these labels, with this value. */
	match: Record<string, string>;
	/** Does an alert set the status of the component, or does it only propose an incident to staff? */
	sets: boolean;
	/** What it makes of the component while it fires. */
	status: ComponentStatus;
}

/** What one message says of one alert. */
export interface ToldAlert {
	/** Where in the message, as a JSON Pointer. */
	pointer: string;
	/** What its source knows it by, however long, as a SHA-256: the same each time that it speaks of this one. */
	key: string;
	firing: boolean;
	/** On one line, safe to show; empty where there is nothing to see. */
	words: string;
	labels: Readonly<Record<string, string>>;
	/** Where the sender names it, in place of labels. */
	component: string | null;
	/** When it began to fire; null where the source doesn't say. */
	startedAt: Instant | null;
	/** When the source says so, and of one that is resolved when it ended; null where it doesn't say. */
	at: Instant | null;
}

/** What of a message is of no consequence, and why. */
export interface IgnoredAlert {
	pointer: string;
	words: string;
	reason: string;
}

/** What a message says. */
export interface AlertMessage {
	told: ToldAlert[];
	ignored: IgnoredAlert[];
}

/** What is known of one alert about one component. */
export interface KnownAlert {
	source: string;
	key: string;
	component: string;
	words: string;
	/** As the source told it, but never later than it was heard. */
	from: Instant;
	/** Null while it fires. */
	until: Instant | null;
	/** When anything of this was last news. */
	heardAt: Instant;
}

/** Where an alert is about a component that has no rule of its own. */
const proposing: Omit<AlertRule, 'match'> = { sets: false, status: 'major_outage' };

export function ruleOf({ alerts }: Pick<Component, 'alerts'>): Omit<AlertRule, 'match'> {
	return alerts ?? proposing;
}

/** Those that an alert is about: the one that its sender names, or else all whose labels it has. */
export function componentsMeant(
	{ component, labels }: Pick<ToldAlert, 'component' | 'labels'>,
	components: readonly Component[],
): Component[] {
	if (component !== null) return components.filter(({ slug }) => slug === component);
	return components.filter(({ alerts }) => alerts && meets(labels, alerts.match));
}

function meets(labels: ToldAlert['labels'], match: AlertRule['match']): boolean {
	return Object.entries(match).every(([name, value]) => Object.hasOwn(labels, name) && labels[name] === value);
}

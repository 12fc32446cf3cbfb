import { Webhook } from 'standardwebhooks';
import type { Instant } from '../domain/instant.ts';

/** A request that a receiver can check: https://www.standardwebhooks.com */
export interface WebhookMessage {
	headers: Record<string, string>;
	body: string;
}

/**
 * @param id of the delivery: what comes twice has the same one
 * @param secrets those that are good now: the receiver may still have either
 */
export function webhookMessage(id: string, content: object, secrets: readonly string[], now: Instant): WebhookMessage {
	const body = JSON.stringify(content);
	const signatures = secrets.map((secret) => new Webhook(secret).sign(id, new Date(now), body));
	return {
		body,
		headers: {
			'content-type': 'application/json; charset=utf-8',
			'user-agent': 'Vigente',
			'webhook-id': id,
			'webhook-timestamp': String(Math.floor(now / 1000)),
			'webhook-signature': signatures.join(' '),
		},
	};
}

import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A service on this machine that can be switched off and on, to see what the page makes of it. */
export interface LocalService {
	/** Without a slash at its end. */
	address: string;
	close: () => void;
}

/**
 * `/health` answers 200, or 503 while it is switched off; `/partner` is a partner's own page. `POST /off`, `/on`,
 * `/partner/off` and `/partner/on` switch.
 */
export async function startLocalService(): Promise<LocalService> {
	const isUp = { service: true, partner: true };
	const server = createServer((request, response) => {
		response.setHeader('content-type', 'application/json');
		const { status, body } = answerTo(request, isUp);
		const answer = () => response.writeHead(status).end(`${JSON.stringify(body)}\n`);
		if (request.method === 'POST') answer();
		else setTimeout(answer, delay());
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	server.unref();
	return { address: addressOf(server), close: () => server.close() };
}

/** In milliseconds, about what the demo's history says: an answer at once would look like the end of the service. */
function delay(): number {
	return 90 + Math.random() * 60;
}

function answerTo({ method, url }: IncomingMessage, isUp: { service: boolean; partner: boolean }) {
	const [, partner, turned] = (method === 'POST' && /^(\/partner)?\/(on|off)$/.exec(url ?? '')) || [];
	if (turned !== undefined) isUp[partner === undefined ? 'service' : 'partner'] = turned === 'on';
	if (url === '/health') return { status: isUp.service ? 200 : 503, body: { up: isUp.service } };
	if (url?.startsWith('/partner/api/v2/summary.json')) return { status: 200, body: summary(isUp.partner) };
	return turned === undefined ? { status: 404, body: {} } : { status: 200, body: isUp };
}

/** As Atlassian Statuspage answers it. */
function summary(isUp: boolean): object {
	const status = isUp ? 'operational' : 'major_outage';
	return {
		page: { id: 'demopartner1', name: 'Telegram', url: 'https://example.com' },
		status: { indicator: isUp ? 'none' : 'critical', description: '' },
		components: [{ id: 'demobots0001', name: 'Bots', status, group_id: null, group: false }],
		incidents: [],
		scheduled_maintenances: [],
	};
}

function addressOf(server: Server): string {
	return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

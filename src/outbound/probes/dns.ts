import { Resolver } from 'node:dns/promises';
import type { DnsProbe } from '../../domain/watch/monitor.ts';
import { within } from '../deadline.ts';
import { OutboundFailure } from '../failure.ts';
import { type Conditions, type Finding, measure } from './measure.ts';

/**
 * Is there a record of this type, and are the expected ones among them? Only the name server is asked: the machine's
 * own, unless `servers` (addresses, with a port where it isn't 53) names others.
 */
export function probeDns(
	probe: DnsProbe,
	conditions: Omit<Conditions, 'allowPrivate'>,
	servers: string[] = [],
): Promise<Finding> {
	return measure(() =>
		within(conditions.timeoutMillis, conditions.signal, async (signal) => {
			const resolver = new Resolver({ timeout: conditions.timeoutMillis, tries: 2 });
			if (servers.length > 0) resolver.setServers(servers);
			signal.addEventListener('abort', () => resolver.cancel(), { once: true });
			return flawOf(probe, await recordsOf(probe, resolver));
		}),
	);
}

async function recordsOf({ host, type }: DnsProbe, resolver: Resolver): Promise<string[]> {
	try {
		if (type === 'MX') return (await resolver.resolveMx(host)).map((one) => `${one.priority} ${one.exchange}`);
		if (type === 'TXT') return (await resolver.resolveTxt(host)).map((parts) => parts.join(''));
		return await resolver.resolve(host, type);
	} catch (error) {
		const { code } = error as NodeJS.ErrnoException;
		if (code === 'ENODATA') throw new OutboundFailure(`no ${type} record`);
		if (code === 'ECONNREFUSED') throw new OutboundFailure('the name server cannot be reached');
		throw error;
	}
}

function flawOf({ type, expected }: DnsProbe, records: string[]): string | null {
	if (records.length === 0) return `no ${type} record`;
	const found = new Set(records.map((one) => comparable(type, one)));
	const missing = expected.find((one) => !found.has(comparable(type, one)));
	return missing === undefined ? null : `no ${type} record "${missing.slice(0, 100)}"`;
}

/** Names are the same in capitals and with a dot at the end; texts are not. */
function comparable(type: DnsProbe['type'], record: string): string {
	return type === 'TXT' ? record : record.trim().toLowerCase().replace(/\.$/, '');
}

import { connect } from 'node:net';
import type { TcpProbe } from '../../domain/watch/monitor.ts';
import { within } from '../deadline.ts';
import { guardedLookup } from '../private-addresses.ts';
import { type Conditions, type Finding, measure } from './measure.ts';

/** Is a connection accepted? Nothing is sent over it. */
export function probeTcp({ host, port }: TcpProbe, conditions: Conditions): Promise<Finding> {
	return measure(() => within(conditions.timeoutMillis, conditions.signal, connected));

	function connected(signal: AbortSignal): Promise<null> {
		return new Promise((resolve, reject) => {
			const lookup = guardedLookup(host, conditions.allowPrivate);
			const socket = connect({ host, port, lookup });
			signal.addEventListener('abort', () => socket.destroy(), { once: true });
			socket.on('connect', () => resolve(null)).on('error', reject);
		});
	}
}

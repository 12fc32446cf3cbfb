import { connect, type LookupFunction } from 'node:net';
import { describe, expect, test } from 'vitest';
import { isAllowed, isPrivateHost, isPublicAddress } from '../../src/domain/watch/public-address.ts';
import { guardedLookup } from '../../src/outbound/private-addresses.ts';
import { type Found, type Lookup, sharing } from '../../src/outbound/shared-lookup.ts';
import { rawServer } from './servers.ts';

test.each(['8.8.8.8', '93.184.215.14', '2606:2800:21f:cb07:6820:80da:af6b:8b2c', '::ffff:8.8.8.8', '64:ff9b::808:808'])(
	'%s is on the public internet',
	(address) => {
		expect(isPublicAddress(address)).toBe(true);
	},
);

test.each([
	...['127.0.0.1', '127.8.8.8', '0.0.0.0', '10.0.0.7', '172.16.0.1', '172.31.255.255', '192.168.1.1'],
	...['169.254.169.254', '100.64.0.1', '192.0.0.170', '198.18.0.1', '203.0.113.1', '224.0.0.1', '255.255.255.255'],
	...['::', '::1', 'fe80::1', 'fe80::1%eth0', 'fc00::1', 'fd12:3456::1', 'fec0::1', 'ff02::1', '100::1', '2001:db8::1'],
	// An IPv4 address in the clothes of an IPv6 one.
	...['::ffff:127.0.0.1', '::ffff:a9fe:a9fe', '::7f00:1', '::ffff:0:7f00:1', '64:ff9b::a00:7', '64:ff9b:1::808:808'],
	...['2002:7f00:1::', '2002:808:808::', '2001:0:7f00:1::'],
	...['', 'example.com', '300.1.1.1'],
])('"%s" is not', (address) => {
	expect(isPublicAddress(address)).toBe(false);
});

test('some hosts are known to be private without asking, however they are written', () => {
	for (const host of ['localhost', 'LOCALHOST.', 'db.localhost', '10.0.0.7', '[::1]', '127.1', '0x7f.1']) {
		expect(isPrivateHost(host), host).toBe(true);
	}
	for (const host of ['example.com', 'localhost.example.com', '8.8.8.8', 'db.internal']) {
		expect(isPrivateHost(host), host).toBe(false);
	}
});

test('a private host is allowed by its own name, and no other', () => {
	const allowed = ['db.internal', '10.0.0.7', 'fd00::1'];
	for (const host of ['db.internal', 'DB.internal.', '10.0.0.7', '[fd00:0::1]']) {
		expect(isAllowed(host, allowed), host).toBe(true);
	}
	for (const host of ['x.db.internal', 'internal', '10.0.0.70', 'db.internal.example.com']) {
		expect(isAllowed(host, allowed), host).toBe(false);
	}
});

describe('a name is looked up', () => {
	const open = '93.184.215.14';

	test('and refused when any of its addresses is private', async () => {
		await expect(found(guardedLookup('a.test', [], answering([open, '10.0.0.7'])))).rejects.toThrow(
			'private address refused: allow it in site.yaml under monitoring.allow_private',
		);
		await expect(found(guardedLookup('a.test', [], answering(['::ffff:127.0.0.1'])))).rejects.toThrow('private');
	});

	test('and given as it was found when it is public, or allowed by name', async () => {
		expect(await found(guardedLookup('a.test', [], answering([open])))).toEqual([open]);
		expect(await found(guardedLookup('a.test', ['A.test'], answering(['10.0.0.7'])))).toEqual(['10.0.0.7']);
		await expect(found(guardedLookup('a.test', ['b.test'], answering(['10.0.0.7'])))).rejects.toThrow('private');
	});

	test('once: what was checked is what is connected to, whatever the name server says next (DNS rebinding)', async () => {
		const port = await rawServer(() => {});
		const answers = ['127.0.0.1', '10.255.255.1'];
		const ask = answering(() => [answers.shift() ?? '']);
		const socket = connect({
			host: 'rebinding.test',
			port,
			lookup: guardedLookup('rebinding.test', ['rebinding.test'], ask),
		});
		await new Promise((resolve, reject) => socket.on('connect', resolve).on('error', reject));
		expect(socket.remoteAddress).toBe('127.0.0.1');
		expect(answers).toEqual(['10.255.255.1']);
		socket.destroy();
	});

	test('once for all who ask at the same time, and anew for whoever asks later', () => {
		const asked: { name: string; found: Found }[] = [];
		const ask = sharing((name, _, found) => void asked.push({ name, found }));
		const heard: string[] = [];
		for (const who of ['first', 'second'])
			ask('a.test', { all: true }, (_, [one]) => void heard.push(`${who} ${one?.address}`));
		ask('b.test', { all: true }, () => {});
		expect(asked.map(({ name }) => name)).toEqual(['a.test', 'b.test']);
		asked[0]?.found(null, [{ address: open, family: 4 }]);
		expect(heard).toEqual([`first ${open}`, `second ${open}`]);
		ask('a.test', { all: true }, () => {});
		expect(asked).toHaveLength(3);
	});

	test('not at all when it is an address: that is refused right away', () => {
		for (const host of ['127.0.0.1', '[::1]', '::ffff:10.0.0.7', '169.254.169.254']) {
			expect(() => guardedLookup(host, []), host).toThrow('private address refused');
			expect(() => guardedLookup(host, [host]), host).not.toThrow();
		}
	});
});

function answering(addresses: string[] | (() => string[])): Lookup {
	return (_, __, found) => {
		const all = typeof addresses === 'function' ? addresses() : addresses;
		found(
			null,
			all.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
		);
	};
}

function found(lookup: LookupFunction): Promise<string[]> {
	return new Promise((resolve, reject) => {
		lookup('a.test', { all: true }, (error, addresses) => {
			if (error) reject(error);
			else resolve((addresses as { address: string }[]).map(({ address }) => address));
		});
	});
}

import { generateKeyPairSync, randomBytes, sign } from 'node:crypto';

interface Certificate {
	key: string;
	cert: string;
}

/**
 * A certificate for the DNS name `host`, valid between two instants, made on the spot (RFC 5280).
 *
 * @param by who signs it: itself unless somebody else does
 */
export function certificateFor(
	host: string,
	from: number,
	until: number,
	by?: Certificate & { name: string },
): Certificate {
	const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
	const ecdsaWithSha256 = sequence(oid('2a8648ce3d040302'));
	const nameOf = (text: string) => sequence(tlv(0x31, sequence(oid('550403'), tlv(0x0c, Buffer.from(text)))));
	const alternativeName = sequence(oid('551d11'), tlv(0x04, sequence(tlv(0x82, Buffer.from(host)))));
	const isAuthority = sequence(oid('551d13'), tlv(0x04, sequence(tlv(0x01, Buffer.from([0xff])))));
	const body = sequence(
		tlv(0xa0, tlv(0x02, Buffer.from([2]))),
		tlv(0x02, Buffer.from([1, ...randomBytes(8)])),
		ecdsaWithSha256,
		nameOf(by?.name ?? host),
		sequence(time(from), time(until)),
		nameOf(host),
		publicKey.export({ type: 'spki', format: 'der' }),
		tlv(0xa3, sequence(alternativeName, isAuthority)),
	);
	const signature = tlv(0x03, Buffer.concat([Buffer.from([0]), sign('sha256', body, by?.key ?? privateKey)]));
	const encoded = sequence(body, ecdsaWithSha256, signature).toString('base64');
	const cert = `-----BEGIN CERTIFICATE-----\n${encoded}\n-----END CERTIFICATE-----\n`;
	return { key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(), cert };
}

function tlv(tag: number, content: Buffer): Buffer {
	const { length } = content;
	const size = length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
	return Buffer.concat([Buffer.from([tag, ...size]), content]);
}

function sequence(...parts: Buffer[]): Buffer {
	return tlv(0x30, Buffer.concat(parts));
}

function oid(hex: string): Buffer {
	return tlv(0x06, Buffer.from(hex, 'hex'));
}

function time(at: number): Buffer {
	return tlv(0x18, Buffer.from(`${new Date(at).toISOString().replace(/[-:T]|\.\d+/g, '')}`));
}

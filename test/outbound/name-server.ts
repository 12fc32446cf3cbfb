import { createSocket } from 'node:dgram';
import { onTestFinished } from 'vitest';

/** What a name server says: the data of each record as bytes, or a response code (RFC 1035 §4.1.1). */
export type Zone = Record<string, Buffer[] | { code: number }>;

const types: Record<number, string> = {
	...{ 1: 'A', 2: 'NS', 5: 'CNAME', 6: 'SOA', 12: 'PTR', 15: 'MX', 16: 'TXT', 28: 'AAAA' },
	...{ 33: 'SRV', 257: 'CAA' },
};

/** A name server for one test that knows `zone`, by "TYPE name". Gives its address and port. */
export async function nameServer(zone: Zone): Promise<string> {
	const socket = createSocket('udp4');
	socket.on('message', (question, { port, address }) => socket.send(answerTo(question, zone), port, address));
	await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
	onTestFinished(() => void socket.close());
	return `127.0.0.1:${socket.address().port}`;
}

/** A domain name as it goes over the wire. */
export function wireName(name: string): Buffer {
	const labels = name.split('.').flatMap((label) => [Buffer.from([label.length]), Buffer.from(label)]);
	return Buffer.concat([...labels, Buffer.from([0])]);
}

function answerTo(question: Buffer, zone: Zone): Buffer {
	const end = question.indexOf(0, 12) + 5;
	const labels: string[] = [];
	for (let at = 12; question[at]; at += (question[at] as number) + 1) {
		labels.push(question.subarray(at + 1, at + 1 + (question[at] as number)).toString());
	}
	const type = question.readUInt16BE(end - 4);
	const known = zone[`${types[type]} ${labels.join('.')}`] ?? { code: 3 };
	const records = Array.isArray(known) ? known : [];
	const header = Buffer.from(question.subarray(0, 12));
	header.writeUInt16BE(0x8180 | (Array.isArray(known) ? 0 : known.code), 2);
	header.writeUInt16BE(records.length, 6);
	header.writeUInt32BE(0, 8);
	return Buffer.concat([header, question.subarray(12, end), ...records.map((data) => record(type, data))]);
}

function record(type: number, data: Buffer): Buffer {
	const head = Buffer.alloc(12);
	head.writeUInt16BE(0xc00c, 0); // the name in the question
	head.writeUInt16BE(type, 2);
	head.writeUInt16BE(1, 4);
	head.writeUInt32BE(60, 6);
	head.writeUInt16BE(data.length, 10);
	return Buffer.concat([head, data]);
}

import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { z } from 'zod';
import type { Surroundings } from './surroundings.ts';

/** `ca:` of a monitor: a file with certificates of authorities, in PEM; its path begins at the content folder. Read as its text. */
export function caFile({ folder }: Pick<Surroundings, 'folder'>) {
	return z.string('Expected a file with certificates (PEM)').transform((path, context) => {
		const say = (message: string) => {
			context.addIssue({ code: 'custom', message });
			return z.NEVER;
		};
		const text = read(resolve(folder, path));
		if (text === null) return say('Expected a file that can be read; its path begins at the content folder');
		const certificates = text.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
		if (certificates.length > 0 && certificates.every(isCertificate)) return certificates.join('\n');
		return say('Expected a file with certificates (PEM)');
	});
}

function read(file: string): string | null {
	try {
		return readFileSync(file, 'utf8');
	} catch {
		return null;
	}
}

function isCertificate(pem: string): boolean {
	try {
		return new X509Certificate(pem).raw.length > 0;
	} catch {
		return false;
	}
}

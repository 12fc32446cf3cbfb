import { X509Certificate } from 'node:crypto';
import { getCACertificates, type TLSSocket } from 'node:tls';

/** What a server shows of itself, and what vouches for that. */
export interface CertificateChain {
	leaf: X509Certificate;
	/** From the one that vouches for the leaf up to an authority that is trusted here, without that authority. */
	issuers: X509Certificate[];
}

/** The chain that was sent over a connection. @param ca authorities (PEM) that are trusted in place of the usual ones */
export function chainOf(socket: TLSSocket, ca?: string): CertificateChain {
	const [leaf, ...others] = certificatesOf(socket) as [X509Certificate, ...X509Certificate[]];
	if (others.length === 0) return { leaf, issuers: [] };
	// The end of an authority of our own is no matter of the server's. Some send one of those in a version that another one
	// has signed, and that ends sooner: nobody looks at it.
	const authorities = ca === undefined ? getCACertificates('default') : certificatesIn(ca);
	const trusted = new Set(authorities.map((one) => keyOf(new X509Certificate(one))));
	const known = others.findIndex((one) => trusted.has(keyOf(one)));
	return { leaf, issuers: known < 0 ? others : others.slice(0, known) };
}

function certificatesOf(socket: TLSSocket): X509Certificate[] {
	const found: X509Certificate[] = [];
	let next = socket.getPeerCertificate(true);
	const seen = new Set<string>();
	// The last one is its own issuer.
	while (next?.raw && !seen.has(next.fingerprint256)) {
		seen.add(next.fingerprint256);
		found.push(new X509Certificate(next.raw));
		next = next.issuerCertificate;
	}
	return found;
}

function certificatesIn(pem: string): string[] {
	return pem.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
}

/** The same authority, whoever signed for it. */
function keyOf({ subject, publicKey }: X509Certificate): string {
	return `${subject} ${publicKey.export({ type: 'spki', format: 'der' }).toString('base64')}`;
}

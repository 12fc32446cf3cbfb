import ipaddr from 'ipaddr.js';

/**
 * Can `address` (an IP address) only be a host on the public internet? Loopback, link-local, private, shared, reserved,
 * documentation and multicast ranges are not; an IPv4 address inside an IPv6 one counts as what it carries.
 */
export function isPublicAddress(address: string): boolean {
	if (!ipaddr.isValid(address)) return false;
	const ip = ipaddr.parse(address);
	if (ip.kind() === 'ipv4') return ip.range() === 'unicast';
	const carried = carriedIPv4(ip as ipaddr.IPv6);
	if (carried !== null) return carried.range() === 'unicast';
	// RFC 4291 §2.4: whatever is routed on the internet lies in 2000::/3. 6to4 and Teredo are ranges of their own.
	return ip.range() === 'unicast' && ip.match(GLOBAL_UNICAST);
}

const GLOBAL_UNICAST = ipaddr.parseCIDR('2000::/3');
/** RFC 6052: how a network without IPv4 reaches IPv4 hosts. */
const NAT64 = ipaddr.parseCIDR('64:ff9b::/96');

function carriedIPv4(ip: ipaddr.IPv6): ipaddr.IPv4 | null {
	if (ip.isIPv4MappedAddress()) return ip.toIPv4Address();
	return ip.match(NAT64) ? new ipaddr.IPv4(ip.toByteArray().slice(12)) : null;
}

/** Is it known without asking anybody that `host` is not on the public internet? */
export function isPrivateHost(host: string): boolean {
	const name = canonical(host);
	if (ipaddr.isValid(name)) return !isPublicAddress(name);
	return name === 'localhost' || name.endsWith('.localhost'); // RFC 6761
}

/** Does `allowPrivate` (`monitoring.allow_private` in site.yaml) name this host? Subdomains are hosts of their own. */
export function isAllowed(host: string, allowPrivate: readonly string[]): boolean {
	const name = canonical(host);
	return allowPrivate.some((one) => canonical(one) === name);
}

/** One spelling for each host: no brackets, no dot at the end, no second way to write an address. */
function canonical(host: string): string {
	const name = host
		.toLowerCase()
		.replace(/^\[(.*)\]$/, '$1')
		.replace(/\.$/, '');
	return ipaddr.isValid(name) ? ipaddr.parse(name).toString() : name;
}

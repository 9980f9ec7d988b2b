import { lookup as resolve } from "node:dns/promises";
import { BlockList, isIP } from "node:net";

/**
 * Networks of IPv4 that are nobody's public address.
 *
 * @see https://www.iana.org/assignments/iana-ipv4-special-registry/iana-ipv4-special-registry.xhtml
 */
const SPECIAL_V4 = [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.0.2.0", 24],
  ["192.88.99.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  ["224.0.0.0", 4],
  ["240.0.0.0", 4],
] as const;

/** Networks inside of 2000::/3 that lead elsewhere: documentation, and tunnels that carry any IPv4 address. */
const SPECIAL_V6 = [
  ["2001::", 23],
  ["2001:db8::", 32],
  ["2002::", 16],
  ["3fff::", 20],
] as const;

const special = new BlockList();
for (const [network, prefix] of SPECIAL_V4) special.addSubnet(network, prefix, "ipv4");
for (const [network, prefix] of SPECIAL_V6) special.addSubnet(network, prefix, "ipv6");
const global = new BlockList();
global.addSubnet("2000::", 3, "ipv6");

/** Whether an IP address is one of the public internet: no private, loopback, link-local or otherwise special one. */
export function isPublicAddress(address: string): boolean {
  const family = isIP(address);
  if (family === 4) return !special.check(address, "ipv4");
  return family === 6 && global.check(address, "ipv6") && !special.check(address, "ipv6");
}

/** Thrown when an address may not be connected to. */
export class PrivateAddressError extends Error {
  override readonly name = "PrivateAddressError";
}

/** Finds a host's addresses; replaced in tests. */
export type Resolve = (host: string) => Promise<readonly { readonly address: string; readonly family: number }[]>;

/** Asks the system. */
const systemResolve: Resolve = (host) => resolve(host, { all: true, verbatim: true });

/**
 * The address of a host to connect to: what is checked here is what must be connected to, for the next look-up may say
 * something else.
 *
 * @throws PrivateAddressError when any of the host's addresses is not public.
 */
export async function checkedAddress(
  hostname: string,
  { allowPrivate, resolve: find = systemResolve }: { readonly allowPrivate: boolean; readonly resolve?: Resolve },
): Promise<{ readonly address: string; readonly family: number }> {
  const host = hostname.replace(/^\[|\]$/g, "");
  const literal = isIP(host);
  const found = literal ? [{ address: host, family: literal }] : await find(host);
  const [first] = found;
  if (!first) throw new PrivateAddressError(`${host} has no address`);
  const inside = found.find(({ address }) => !isPublicAddress(address));
  if (inside && !allowPrivate) throw new PrivateAddressError(`${host} is in a private or special network`);
  return first;
}

import { isIPv4, isIPv6 } from "node:net";
import type { Context } from "hono";

/** What `@hono/node-server` hands over besides the request. */
interface NodeBindings {
  readonly incoming?: { readonly socket?: { readonly remoteAddress?: string } };
}

/**
 * The network that a request comes from: the address in the trusted header, else the connection's. Of IPv6 the first 64
 * bits, which are one household's. Null for what is a proxy's or this machine's own, and says nothing about people.
 */
export function callerAddress(context: Context, trustedHeader: string | null): string | null {
  const given = trustedHeader === null ? undefined : context.req.header(trustedHeader)?.split(",")[0]?.trim();
  if (given !== undefined) return networkOf(given);
  const connection = (context.env as NodeBindings | undefined)?.incoming?.socket?.remoteAddress;
  const network = connection === undefined ? null : networkOf(connection);
  return network !== null && isPrivate(network) ? null : network;
}

function networkOf(address: string): string | null {
  const mapped = address.replace(/^::ffff:(?=\d+\.)/i, "");
  if (isIPv4(mapped)) return mapped;
  if (!isIPv6(address)) return null;
  const [before = "", after] = address.split("%")[0]?.toLowerCase().split("::") ?? [];
  const head = before === "" ? [] : before.split(":");
  const tail = after === undefined || after === "" ? [] : after.split(":");
  const zeros = after === undefined ? [] : Array.from({ length: 8 - head.length - tail.length }, () => "0");
  return [...head, ...zeros, ...tail]
    .slice(0, 4)
    .map((part) => part.replace(/^0+(?=.)/, ""))
    .join(":");
}

function isPrivate(network: string): boolean {
  return (
    /^(10|127)\.|^192\.168\.|^172\.(1[6-9]|2\d|3[01])\.|^169\.254\./.test(network) ||
    /^(0:0:0:0$|fe[89ab]|f[cd])/.test(network)
  );
}

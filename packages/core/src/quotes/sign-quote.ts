import { hmacSha256Text } from "#hmac-sha256";
import { textToBase64Url } from "../signing/base64url.ts";
import type { Quote, QuoteKey } from "./quote.ts";

/**
 * Signs a quote as a compact JWS (HS256).
 *
 * @see https://www.rfc-editor.org/rfc/rfc7515
 *
 * @example
 * const token = signQuote(quote, key);
 */
export function signQuote(quote: Quote, key: QuoteKey): string {
  const claims = {
    typ: "pw-quote",
    iss: quote.issuer,
    aud: quote.tenant,
    env: quote.environment,
    jti: quote.id,
    unit: [quote.unit.kind, quote.unit.id],
    cat: quote.catalogVersion,
    exps: quote.experiments,
    cur: quote.currency,
    prices: quote.prices.map(({ plan, price, amount, currency }) => [plan, price, amount, currency]),
    preview: quote.preview || undefined,
    iat: quote.issuedAt,
    exp: quote.expiresAt,
  };
  const content = `${headerOf(key)}.${encode(claims)}`;
  return `${content}.${hmacSha256Text(key.secret, content)}`;
}

/** Encoded headers, which are the same in each quote of a key. */
const headers = new WeakMap<QuoteKey, string>();

function headerOf(key: QuoteKey): string {
  const known = headers.get(key) ?? encode({ alg: "HS256", typ: "JWT", kid: key.id });
  headers.set(key, known);
  return known;
}

function encode(value: unknown): string {
  return textToBase64Url(JSON.stringify(value));
}

import { z } from "zod";
import { fromBase64Url } from "../signing/base64url.ts";
import type { Quote } from "./quote.ts";

const claimsSchema = z.object({
  typ: z.literal("pw-quote"),
  iss: z.string(),
  aud: z.string(),
  env: z.enum(["test", "live"]),
  jti: z.string().min(1),
  unit: z.tuple([z.enum(["visitor", "account"]), z.string()]),
  cat: z.int(),
  exps: z.record(z.string(), z.tuple([z.int(), z.string()])),
  cur: z.string(),
  prices: z.array(z.tuple([z.string(), z.string(), z.string(), z.string()])),
  preview: z.boolean().optional(),
  iat: z.int(),
  exp: z.int(),
});

/** A token taken apart. Nothing in it may be believed before its signature is verified. */
export interface UnverifiedQuote {
  readonly keyId: string;
  /** What was signed. */
  readonly content: string;
  readonly signature: Uint8Array;
  readonly quote: Quote;
}

/** Reads a token's parts, or null where it is not a quote's. */
export function readQuote(token: string): UnverifiedQuote | null {
  const parts = token.split(".");
  const [header, claims, signature] = parts.map(fromBase64Url);
  if (parts.length !== 3 || !header || !claims || !signature) return null;
  const keyId = keyIdOf(parse(header));
  const parsed = claimsSchema.safeParse(parse(claims));
  if (keyId === null || !parsed.success) return null;
  const { iss, aud, env, jti, unit, cat, exps, cur, prices, preview = false, iat, exp } = parsed.data;
  return {
    keyId,
    content: `${parts[0]}.${parts[1]}`,
    signature,
    quote: {
      id: jti,
      issuer: iss,
      tenant: aud,
      environment: env,
      unit: { kind: unit[0], id: unit[1] },
      catalogVersion: cat,
      experiments: exps,
      currency: cur,
      prices: prices.map(([plan, price, amount, currency]) => ({ plan, price, amount, currency })),
      preview,
      issuedAt: iat,
      expiresAt: exp,
    },
  };
}

/** The algorithm that a header names is not looked at: every quote key is for HS256. */
function keyIdOf(header: unknown): string | null {
  return typeof header === "object" && header !== null && "kid" in header && typeof header.kid === "string"
    ? header.kid
    : null;
}

function parse(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    return null;
  }
}

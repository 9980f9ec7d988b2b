import { createHmac } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fromBase64Url, toBase64Url } from "../signing/base64url.ts";
import { hmacSha256 as inNode, hmacSha256Text as textInNode } from "../signing/hmac-node.ts";
import { hmacSha256 as portable, hmacSha256Text as portableText } from "../signing/hmac-portable.ts";
import { opaqueVariant } from "./opaque-variant.ts";
import type { Quote, QuoteKey } from "./quote.ts";
import { signQuote } from "./sign-quote.ts";
import { type VerifyQuoteOptions, verifyQuote } from "./verify-quote.ts";

const key: QuoteKey = {
  id: "k_1",
  secret: new Uint8Array(32).fill(7),
  tenant: "acme",
  environment: "live",
};
const quote: Quote = {
  id: "q_1",
  issuer: "pricewright",
  tenant: "acme",
  environment: "live",
  unit: { kind: "visitor", id: "v_1" },
  catalogVersion: 3,
  experiments: { "pro-price": [2, "Zm9vYmFy"] },
  currency: "USD",
  prices: [{ plan: "pro", price: "pro-59", amount: "59.00", currency: "USD" }],
  preview: false,
  issuedAt: 1_700_000_000,
  expiresAt: 1_700_086_400,
};
const options: VerifyQuoteOptions = {
  findKey: (id) => (id === key.id ? key : undefined),
  tenant: "acme",
  environment: "live",
  at: new Date(1_700_000_001_000),
  visitor: "v_1",
};
const codeOf = (token: string, changed: Partial<VerifyQuoteOptions> = {}) => {
  const result = verifyQuote(token, { ...options, ...changed });
  return result.ok ? "ok" : result.code;
};
const token = signQuote(quote, key);
const [header = "", claims = "", signature = ""] = token.split(".");
const edited = (change: object) => {
  const content = JSON.parse(atob(claims));
  return toBase64Url(new TextEncoder().encode(JSON.stringify({ ...content, ...change })));
};

describe("quotes", () => {
  it("come back as they were signed", () => {
    expect(verifyQuote(token, options)).toEqual({ ok: true, quote });
  });

  it("are JSON web signatures that anybody's tools verify", () => {
    expect(signature).toBe(createHmac("sha256", key.secret).update(`${header}.${claims}`).digest("base64url"));
    expect(JSON.parse(atob(header))).toEqual({ alg: "HS256", typ: "JWT", kid: "k_1" });
  });

  it("say nothing of weights, costs or what others see", () => {
    expect(Object.keys(JSON.parse(atob(claims))).sort()).toEqual(
      ["aud", "cat", "cur", "env", "exp", "exps", "iat", "iss", "jti", "prices", "typ", "unit"].sort(),
    );
  });

  it("are refused when they were changed, with the code that says how", () => {
    expect(codeOf(`${header}.${edited({ prices: [["pro", "pro-1", "1.00", "USD"]] })}.${signature}`)).toBe(
      "quote-forged",
    );
    expect(codeOf(`${header}.${claims}.${toBase64Url(new Uint8Array(32))}`)).toBe("quote-forged");
    expect(codeOf(`${header}.${claims}.`)).toBe("quote-forged");
    for (const alg of ["none", "HS512", "RS256"]) {
      const swapped = toBase64Url(new TextEncoder().encode(JSON.stringify({ alg, kid: "k_1" })));
      expect(codeOf(`${swapped}.${claims}.`)).toBe("quote-forged");
    }
    for (const text of [
      "",
      "a",
      "a.b",
      "a.b.c",
      `${token}.x`,
      token.replace(".", ""),
      `${header}=.${claims}.${signature}`,
    ])
      expect(codeOf(text), text).toBe("quote-malformed");
  });

  it("are refused of another unit, tenant, environment, time or key", () => {
    expect(codeOf(token, { visitor: "v_2" })).toBe("wrong-unit");
    expect(codeOf(token, { visitor: undefined, account: "v_1" })).toBe("wrong-unit");
    expect(codeOf(token, { visitor: undefined, account: "a_1", visitorsOfAccount: ["v_1"] })).toBe("ok");
    expect(codeOf(token, { tenant: "other" })).toBe("wrong-tenant");
    expect(codeOf(token, { environment: "test" })).toBe("wrong-environment");
    expect(codeOf(token, { at: new Date(quote.expiresAt * 1000) })).toBe("quote-expired");
    expect(codeOf(token, { at: new Date(quote.expiresAt * 1000 - 1) })).toBe("ok");
    expect(codeOf(token, { findKey: () => undefined })).toBe("quote-unknown-key");
    // A key of the test environment signs nothing that live believes, whatever the claims say.
    expect(codeOf(token, { findKey: () => ({ ...key, environment: "test" }) })).toBe("wrong-environment");
    expect(codeOf(token, { findKey: () => ({ ...key, tenant: "other" }) })).toBe("wrong-tenant");
  });

  it("for looking only are not for buying", () => {
    const preview = signQuote({ ...quote, preview: true }, key);
    expect(codeOf(preview)).toBe("preview-quote");
    expect(codeOf(preview, { allowPreview: true })).toBe("ok");
  });

  it("never let a text through that the key did not sign, and never throw", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ maxLength: 200 }), fc.base64String()), fc.nat(2), (text, part) => {
        const parts = [header, claims, signature];
        if (parts[part] === text) return;
        parts[part] = text;
        expect(codeOf(parts.join("."))).not.toBe("ok");
      }),
      { numRuns: 2000 },
    );
  });

  it("are signed alike with and without node:crypto", () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 100 }), fc.string({ unit: "binary" }), (secret, text) => {
        const signature = inNode(secret, text);
        expect([...portable(secret, text)]).toEqual([...signature]);
        expect([portableText(secret, text), textInNode(secret, text)]).toEqual(Array(2).fill(toBase64Url(signature)));
      }),
    );
  });

  it("name a variant by an id that only the secret tells", () => {
    const variant = { experiment: "pro-price", revision: 1, variant: "cheap" };
    expect(opaqueVariant(variant, key.secret)).toBe(opaqueVariant(variant, key.secret));
    const others = [
      { ...variant, revision: 2 },
      { ...variant, variant: "dear" },
    ];
    expect(new Set([variant, ...others].map((input) => opaqueVariant(input, key.secret))).size).toBe(3);
    expect(opaqueVariant(variant, new Uint8Array(32))).not.toBe(opaqueVariant(variant, key.secret));
  });
});

describe("base64url", () => {
  it("reads what it writes, and only that one spelling", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
        expect([...(fromBase64Url(toBase64Url(bytes)) ?? [])]).toEqual([...bytes]);
      }),
    );
    for (const text of ["=", "A", "AB=", "AB", "a b", "+/"]) {
      const bytes = fromBase64Url(text);
      if (bytes) expect(toBase64Url(bytes)).toBe(text);
    }
    expect(fromBase64Url("AB")).toBeNull();
  });
});

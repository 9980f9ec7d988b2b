import { createHmac, hkdfSync } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { deriveSecret } from "./derive-secret.ts";
import { isSameText } from "./same-text.ts";
import { readSigned, signText } from "./signed-text.ts";

const secret = Uint8Array.from({ length: 32 }, (_, index) => index);

describe("deriveSecret", () => {
  it("is HKDF with SHA-256, as Node has it", () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), fc.string(), (key, purpose) => {
        const expected = hkdfSync("sha256", Buffer.from(key), new Uint8Array(), `pricewright/${purpose}`, 32);
        expect(Buffer.from(deriveSecret(key, purpose)).equals(Buffer.from(expected))).toBe(true);
      }),
    );
  });
});

describe("a signed text", () => {
  it("is read back as it was, and carries Node's own HMAC", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (text) => {
        const token = signText(text, secret);
        const [content = "", code] = token.split(".");
        expect(code).toBe(createHmac("sha256", secret).update(content).digest("base64url"));
        expect(readSigned(token, secret)).toBe(text.toWellFormed());
      }),
    );
  });

  it("is null once anything of it is changed, and with another secret", () => {
    const token = signText("a text", secret);
    const [content = "", code = ""] = token.split(".");
    const other = Uint8Array.from(secret, (byte) => byte ^ 1);
    const changed = [`${content}x.${code}`, `${content}.${code}x`, `${content}.`, content, `${token}.x`, ""];
    expect(changed.map((one) => readSigned(one, secret))).toEqual(changed.map(() => null));
    expect(readSigned(token, other)).toBeNull();
  });
});

describe("isSameText", () => {
  it("tells texts apart", () => {
    expect([isSameText("a", "a"), isSameText("a", "b"), isSameText("a", "aa"), isSameText("", "")]).toEqual([
      true,
      false,
      false,
      true,
    ]);
  });
});

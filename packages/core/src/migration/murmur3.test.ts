import fc from "fast-check";
import murmurHash3 from "murmurhash3js-revisited";
import { describe, expect, it } from "vitest";
import { murmur3LowBytes, murmur3Utf8 } from "./murmur3.ts";

const anyText = fc.oneof(
  fc.string({ unit: "binary", maxLength: 100 }),
  fc.string({ unit: "binary-ascii", minLength: 600, maxLength: 3000 }),
);
const seed = fc.integer({ min: 0, max: 2 ** 31 });

// Both are compared with an independent implementation over bytes that are made another way.
describe("murmur3", () => {
  it("hashes a text's UTF-8", () => {
    fc.assert(
      fc.property(anyText, seed, (text, seed) => {
        expect(murmur3Utf8(text, seed)).toBe(murmurHash3.x86.hash32(new TextEncoder().encode(text), seed));
      }),
    );
    expect(murmur3Utf8("a\ud800", 1)).toBe(murmur3Utf8("a\ufffd", 1));
  });

  it("hashes the low byte of each UTF-16 unit", () => {
    fc.assert(
      fc.property(anyText, seed, (text, seed) => {
        const bytes = new Uint8Array(Buffer.from(text, "utf16le")).filter((_, index) => index % 2 === 0);
        expect(murmur3LowBytes(text, seed)).toBe(murmurHash3.x86.hash32(bytes, seed));
      }),
    );
  });
});

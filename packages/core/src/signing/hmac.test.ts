import { createHmac } from "node:crypto";
import { describe, expect, it } from "vitest";
import * as node from "./hmac-node.ts";
import * as portable from "./hmac-portable.ts";

const keys = [1, 32, 64, 65].map((length) => Uint8Array.from({ length }, (_, index) => index * 7));
/** Short after long, so that nothing of the one before is hashed with it. */
const texts = [5000, 4097, 4096, 4095, 64, 1, 0].flatMap((length) =>
  ["a", "é", "€", "😀"].map((character) => character.repeat(length)),
);

describe.each([
  ["Node's hashes", node],
  ["a runtime without them", portable],
])("HMAC, with %s", (_, { hmacSha256, hmacSha256Text }) => {
  it("is Node's own, of texts of every length", () => {
    for (const key of keys)
      for (const text of texts) {
        const expected = createHmac("sha256", key).update(text).digest();
        expect(Buffer.from(hmacSha256(key, text)).equals(expected)).toBe(true);
        expect(hmacSha256Text(key, text)).toBe(expected.toString("base64url"));
      }
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { usableKeys } from "./usable-keys.ts";

describe("usableKeys", () => {
  it("keeps a name that is a key", () => {
    expect(usableKeys()("pro-price_2.b")).toBe("pro-price_2.b");
  });

  it("rewrites what a key cannot hold", () => {
    const keyFor = usableKeys();
    expect(["price / Pro", "価格", ""].map(keyFor)).toEqual(["price-Pro", "-", "unnamed"]);
  });

  it("gives every key once, and only keys", () => {
    fc.assert(
      fc.property(fc.array(fc.string({ maxLength: 200 })), (names) => {
        const keyFor = usableKeys();
        const keys = names.map(keyFor);
        expect(new Set(keys).size).toBe(keys.length);
        for (const key of keys) expect(key).toMatch(/^[A-Za-z0-9._-]{1,128}$/);
      }),
    );
  });
});

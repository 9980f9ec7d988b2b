import fc from "fast-check";
import murmurHash3 from "murmurhash3js-revisited";
import { describe, expect, it } from "vitest";
import { SLOT_COUNT, slotOf } from "./slot.ts";

describe("slotOf", () => {
  // An independent implementation of the same hash.
  const expectedSlot = (salt, id) =>
    Math.floor((murmurHash3.x86.hash32(new TextEncoder().encode(`${salt}/${id}`), 0) * SLOT_COUNT) / 2 ** 32);
  it("is murmur3_x86_32 of the UTF-8 bytes of salt, slash and id", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: "binary", maxLength: 300 }),
        fc.string({ unit: "binary", maxLength: 512 }),
        (salt, id) => {
          expect(slotOf(salt, id)).toBe(expectedSlot(salt, id));
        },
      ),
      { numRuns: 2000 },
    );
  });
  it("hashes characters beyond ASCII as UTF-8, without normalising them", () => {
    for (const id of ["é", "e\u0301", "ß", "価格", "👩‍💻", "a\u0000b"])
      expect(slotOf("price", id)).toBe(expectedSlot("price", id));
    expect(slotOf("price", "é")).not.toBe(slotOf("price", "e\u0301"));
  });
  it("reads a lone surrogate as U+FFFD", () => {
    expect(slotOf("price", "a\ud800b")).toBe(slotOf("price", "a\ufffdb"));
  });
  it("is not confused by what it hashed before", () => {
    const first = slotOf("price", "visitor");
    slotOf("price", "a much longer identifier than the first one");
    expect(slotOf("price", "visitor")).toBe(first);
  });
  it("spreads ids evenly", () => {
    const counts = new Array(10).fill(0);
    for (let index = 0; index < 100_000; index++) {
      const bin = Math.floor(slotOf("price", `v_${index}`) / 1000);
      counts[bin] = counts[bin] + 1;
    }
    // Six standard deviations of a binomial count.
    for (const count of counts) expect(Math.abs(count - 10_000)).toBeLessThan(6 * Math.sqrt(100_000 * 0.1 * 0.9));
  });
});

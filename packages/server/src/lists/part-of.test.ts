import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { partOf } from "./part-of.ts";

describe("partOf", () => {
  it("gives every row once, whatever the size of the parts", () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.string({ minLength: 1, unit: "grapheme" })),
        fc.integer({ min: 1, max: 9 }),
        (rows, limit) => {
          const found: string[] = [];
          let cursor: string | null | undefined;
          do {
            const { part, nextCursor } = partOf(rows, { limit, ...(cursor && { cursor }) }, (row) => row);
            found.push(...part);
            cursor = nextCursor;
          } while (cursor !== null);
          expect(found).toEqual(rows);
          expect(partOf(rows, {}, (row) => row)).toEqual({ part: rows, nextCursor: null });
        },
      ),
    );
  });

  it("refuses what the list has not given", () => {
    for (const cursor of ["x!", Buffer.from("d").toString("base64url")])
      expect(() => partOf(["a", "b"], { cursor }, (row) => row)).toThrow("The cursor is none of this list");
  });
});

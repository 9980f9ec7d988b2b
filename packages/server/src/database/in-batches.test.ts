import { describe, expect, it } from "vitest";
import { inBatches } from "./in-batches.ts";

const scope = { tenantId: "t", environment: "test" } as const;

/** Work that doubles numbers, fails with a bad one among them, and remembers what came together. */
function doubling(fault: Error) {
  const seen: (readonly number[])[] = [];
  const work = async (_: unknown, items: readonly number[]) => {
    seen.push(items);
    if (items.includes(-1)) throw fault;
    return items.map((item) => item * 2);
  };
  return { seen, work };
}

describe("inBatches", () => {
  it("does what comes together at once, up to the weight of a batch", async () => {
    const { seen, work } = doubling(new Error("bad"));
    const run = inBatches(work, { weigh: (item) => item, most: 5 });
    expect(await Promise.all([2, 3, 4, 9].map((item) => run(scope, item)))).toEqual([4, 6, 8, 18]);
    expect(seen).toEqual([[2, 3], [4], [9]]);
  });

  it("lets a bad item fail alone where that is asked for, and all together where not", async () => {
    const { work } = doubling(new Error("bad"));
    const statusesOf = async (run: (of: typeof scope, item: number) => Promise<number>) =>
      (await Promise.allSettled([1, -1, 2].map((item) => run(scope, item)))).map(({ status }) => status);
    expect(await statusesOf(inBatches(work, { failsAlone: true }))).toEqual(["fulfilled", "rejected", "fulfilled"]);
    expect(await statusesOf(inBatches(work))).toEqual(["rejected", "rejected", "rejected"]);
  });

  it("asks a database that is away only once", async () => {
    const { seen, work } = doubling(Object.assign(new Error("away"), { code: "ECONNREFUSED" }));
    const run = inBatches(work, { failsAlone: true });
    const outcomes = await Promise.allSettled([1, -1].map((item) => run(scope, item)));
    expect(outcomes.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
    expect(seen).toHaveLength(1);
  });
});

import { pino } from "pino";
import { describe, expect, it } from "vitest";
import type { Database, Queries } from "../database/database.ts";
import type { Principal } from "../keys/principal.ts";
import { createRateLimits } from "../limits/rate-limits.ts";
import type { UnitId } from "../units/frozen-store.ts";
import type { CheckedEvent } from "./check-events.ts";
import { createNewUnitLimit } from "./limit-new-units.ts";

const log = pino({ level: "silent" });
const points = { secret: 1, publishable: 1, account: 1, session: 1 };
const caller = {
  kind: "publishable",
  scope: { tenantId: "default", environment: "test" },
  id: "default/key",
  keyId: "key",
} as Principal;

const visitor = (id: string): UnitId => ({ kind: "visitor", id });
const eventOf = (unit: UnitId) => ({ unit, unverified: "" }) as CheckedEvent;

/** A limit of two new units, in front of a database that has counted some already. */
function limitOfTwo(counted: readonly UnitId[]) {
  let asked = 0;
  const queries = { execute: async () => ({ rows: counted }) } as unknown as Queries;
  const database = {
    inScope: (_scope: unknown, work: (queries: Queries) => unknown) => {
      asked++;
      return work(queries);
    },
  } as unknown as Database;
  const limits = createRateLimits({ redisUrl: null, rateLimitEnabled: true }, log, points, 2);
  const limit = createNewUnitLimit({ database, limits });
  return {
    reasonsOf: async (...ids: readonly string[]) =>
      (await limit({ caller, address: "192.0.2.1", events: ids.map((id) => eventOf(visitor(id))), log })).map(
        ({ unverified }) => unverified,
      ),
    asked: () => asked,
  };
}

describe("the limit of new units", () => {
  it("counts each new unit, and no event of those that are counted already", async () => {
    const { reasonsOf } = limitOfTwo([visitor("old")]);
    expect(await reasonsOf("old", "a", "b", "a", "c")).toEqual(["", "", "", "", "rate-limited"]);
    expect(await reasonsOf("old")).toEqual([""]);
  });

  it("asks the database once for all who come together, and not again for whom it found", async () => {
    const { reasonsOf, asked } = limitOfTwo([visitor("old"), visitor("older")]);
    await Promise.all([reasonsOf("old"), reasonsOf("older"), reasonsOf("a", "old")]);
    expect(asked()).toBe(1);
    await reasonsOf("old", "older");
    expect(asked()).toBe(1);
    await reasonsOf("b");
    expect(asked()).toBe(2);
  });
});

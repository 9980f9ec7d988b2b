import { describe, expect, it } from "vitest";
import type { Pricing } from "../experiments/pricing-cache.ts";
import type { TenantSecrets } from "../tenants/tenant-secrets.ts";
import type { CheckedEvent } from "./check-events.ts";
import { mergeBatches } from "./merge-batches.ts";
import type { StoreEventsInput } from "./store-events.ts";

const checked = (id: string): CheckedEvent => ({
  position: 7,
  event: {
    type: "outcome",
    id,
    unit: { kind: "account", id },
    occurredAt: "2026-03-02T12:00:00Z",
    outcome: "opened",
  },
  unit: { kind: "account", id },
  occurredAt: 0,
  bodyHash: id,
  unverified: "",
  quote: null,
  quoted: null,
});
const pricing = {} as Pricing;
const secrets = {} as TenantSecrets;
const batch = (ids: readonly string[], changed: Partial<StoreEventsInput> = {}): StoreEventsInput => ({
  scope: { tenantId: "t", environment: "test" },
  source: "server",
  events: ids.map(checked),
  pricing,
  secrets,
  derived: {},
  now: new Date("2026-03-02T12:00:00.000Z"),
  ...changed,
});
const shape = (batches: readonly StoreEventsInput[]) =>
  mergeBatches(batches).map(({ events }) =>
    events.map(({ checked: { event }, derived: { country } }) => [event.id, country].join("")).join(" "),
  );

describe("mergeBatches", () => {
  it("puts together what is alike, in order, and keeps what is known of each sender", () => {
    const later = batch(["c"], { now: new Date("2026-03-02T23:00:00.000Z"), derived: { country: "NL" } });
    expect(shape([batch(["a", "b"]), later])).toEqual(["a b cNL"]);
  });

  it.each([
    ["source", { source: "browser" }],
    ["prices", { pricing: {} as Pricing }],
    ["day", { now: new Date("2026-03-03T00:00:00.000Z") }],
  ])("keeps apart what differs in its %s", (_, changed) => {
    expect(shape([batch(["a"]), batch(["b"], changed), batch(["c"])])).toEqual(["a c", "b"]);
  });

  it("makes no batch that is too large to store at once", () => {
    const thousand = batch(Array.from({ length: 1000 }, (_, index) => `e${index}`));
    expect(mergeBatches([thousand, thousand, thousand]).map(({ events }) => events.length)).toEqual([2000, 1000]);
  });
});

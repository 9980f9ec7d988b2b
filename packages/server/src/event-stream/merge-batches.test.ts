import { describe, expect, it } from "vitest";
import type { CheckedEvent } from "../events/check-events.ts";
import type { EventBatch } from "./event-batch.ts";
import { mergeBatches } from "./merge-batches.ts";

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
const batch = (ids: readonly string[], changed: Partial<EventBatch> = {}): EventBatch => ({
  scope: { tenantId: "t", environment: "test" },
  source: "server",
  events: ids.map(checked),
  derived: {},
  receivedAt: "2026-03-02T12:00:00.000Z",
  ...changed,
});
const shape = (batches: readonly EventBatch[]) =>
  mergeBatches(batches).map(({ events }) => events.map(({ event, position }) => `${position}:${event.id}`).join(" "));

describe("mergeBatches", () => {
  it("puts together what is alike, in order, and numbers it anew", () => {
    expect(shape([batch(["a", "b"]), batch(["c"], { receivedAt: "2026-03-02T23:00:00.000Z" })])).toEqual([
      "0:a 1:b 2:c",
    ]);
  });

  it.each([
    ["source", { source: "browser" }],
    ["sender", { derived: { country: "NL" } }],
    ["day", { receivedAt: "2026-03-03T00:00:00.000Z" }],
  ])("keeps apart what differs in its %s", (_, changed) => {
    expect(shape([batch(["a"]), batch(["b"], changed), batch(["c"])])).toEqual(["0:a 1:c", "0:b"]);
  });

  it("makes no batch that is too large to store at once", () => {
    const thousand = batch(Array.from({ length: 1000 }, (_, index) => `e${index}`));
    expect(mergeBatches([thousand, thousand, thousand]).map(({ events }) => events.length)).toEqual([2000, 1000]);
  });
});

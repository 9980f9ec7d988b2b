import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { CheckedEvent } from "../events/check-events.ts";
import { type EventBatch, readMessage, toMessages } from "./event-batch.ts";

const checked = (id: string, position: number, padding = ""): CheckedEvent => ({
  position,
  event: {
    type: "cost",
    id,
    unit: { kind: "account", id: `a_${padding}` },
    occurredAt: "2026-03-02T12:00:00Z",
    cost: "1",
    currency: "USD",
  },
  unit: { kind: "account", id: `a_${padding}` },
  occurredAt: 1_772_452_800_000,
  bodyHash: `hash-${id}`,
  unverified: "",
  quote: null,
  quoted: null,
});

const batchOf = (events: readonly CheckedEvent[]): EventBatch => ({
  scope: { tenantId: "t", environment: "test" },
  source: "server",
  events,
  derived: {},
  receivedAt: "2026-03-02T12:00:00.000Z",
});

describe("toMessages", () => {
  it("keeps every event, in order, in messages that NATS takes", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.string(), fc.nat(300_000)), { maxLength: 12 }), (sent) => {
        const batch = batchOf(sent.map(([id, size], position) => checked(id, position, "ü".repeat(size))));
        const messages = toMessages(batch);
        for (const { text } of messages) expect(Buffer.byteLength(text)).toBeLessThan(1024 * 1024 * 1.5);
        const read = messages.map(({ text }) => readMessage(text));
        expect(read.flatMap(({ events }) => events)).toEqual(batch.events);
        for (const { scope, source, receivedAt } of read)
          expect({ scope, source, receivedAt }).toEqual({
            scope: batch.scope,
            source: batch.source,
            receivedAt: batch.receivedAt,
          });
      }),
      { numRuns: 40 },
    );
  });

  it("gives the same events the same id, and everything else another", () => {
    const idOf = (batch: EventBatch) => toMessages(batch)[0]?.id;
    const batch = batchOf([checked("a", 0), checked("b", 1)]);
    expect(idOf({ ...batch, receivedAt: "2026-03-02T13:00:00.000Z" })).toBe(idOf(batch));
    const others = [
      { ...batch, source: "browser" },
      { ...batch, scope: { tenantId: "t", environment: "live" } as const },
      { ...batch, scope: { tenantId: "u", environment: "test" } as const },
      batchOf([checked("a", 0)]),
      batchOf([checked("a", 0), { ...checked("b", 1), bodyHash: "another" }]),
    ];
    expect(new Set([batch, ...others].map(idOf)).size).toBe(others.length + 1);
  });
});

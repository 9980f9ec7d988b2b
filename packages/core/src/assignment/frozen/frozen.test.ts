import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Assignment, AssignmentReason } from "../assignment.ts";
import { assign, createAssigner } from "../create-assigner.ts";
import type { Experiment } from "../experiment.ts";
import type { FrozenRecord } from "../frozen-record.ts";
import { accountOf } from "./account-of.ts";
import { findDrift } from "./find-drift.ts";
import { freeze } from "./freeze.ts";
import { identify, moveFrozen } from "./identify.ts";
import { releaseFrozen } from "./release-frozen.ts";
import { thaw } from "./thaw.ts";
import { wasSeenBefore } from "./was-seen-before.ts";

const experiment: Experiment = {
  key: "price",
  status: "running",
  control: "a",
  variants: [{ key: "a" }, { key: "b" }],
};
const at = "2026-01-31T12:00:00.000Z";
const record: FrozenRecord = {
  unit: { kind: "visitor", id: "v_1" },
  experiment: "price",
  revision: 3,
  variant: "b",
  currency: "USD",
  counted: true,
  hashedId: "v_1",
  at,
};

const time = fc.date({ min: new Date(0), max: new Date(1e12), noInvalidDate: true }).map((date) => date.toISOString());
const anyRecord: fc.Arbitrary<FrozenRecord> = fc.record({
  unit: fc.record({ kind: fc.constantFrom("visitor" as const, "account" as const), id: fc.constantFrom("v_1", "é") }),
  experiment: fc.constantFrom("price", "pack"),
  revision: fc.integer({ min: 1, max: 3 }),
  variant: fc.constantFrom("a", "b"),
  currency: fc.constantFrom("USD", "EUR", null),
  counted: fc.boolean(),
  hashedId: fc.constantFrom("v_1", "v_2", "acct_1"),
  at: fc.oneof(time, fc.constant(at)),
});

describe("freeze", () => {
  it("keeps what was shown", () => {
    const unit = { kind: "account", id: "acct_1" } as const;
    const shown = assign(experiment, unit);
    expect(freeze(shown, unit, { at: new Date(at), revision: 2, currency: "EUR" })).toEqual({
      unit,
      experiment: "price",
      revision: 2,
      variant: shown.variant,
      currency: "EUR",
      counted: true,
      hashedId: "acct_1",
      at,
    });
  });

  it("keeps the control uncounted where a price was shown without an assignment", () => {
    const shown = assign({ ...experiment, coverage: 0 }, { id: "v_1" });
    expect(freeze(shown, { id: "v_1" }, { at, revision: 1 })).toMatchObject({ variant: "a", counted: false });
  });

  it.each<AssignmentReason>(["unknown-experiment", "invalid-unit", "override", "frozen", "existing-customer"])(
    "keeps nothing of %s",
    (reason) => {
      const shown: Assignment = { experiment: "price", variant: "b", reason, slot: null, counted: false };
      expect(freeze(shown, { id: "v_1" }, { at, revision: 1 })).toBeNull();
    },
  );

  it("keeps nothing of a draft", () => {
    const shown = assign({ ...experiment, status: "draft" }, { id: "v_1" });
    expect(freeze(shown, { id: "v_1" }, { at, revision: 1, started: false })).toBeNull();
  });

  it("refuses what is not a time", () => {
    const shown = assign(experiment, { id: "v_1" });
    expect(() => freeze(shown, { id: "v_1" }, { at: "soon", revision: 1 })).toThrow(
      expect.objectContaining({ code: "invalid-time", message: expect.stringContaining("ISO 8601") }),
    );
  });
});

describe("thaw", () => {
  it("reads every record back from JSON", () => {
    fc.assert(
      fc.property(anyRecord, (one) => {
        expect(thaw(JSON.parse(JSON.stringify(one)))).toEqual(one);
      }),
    );
    const released = { ...record, excluded: "multiple-exposure", releasedFrom: "a" };
    expect(thaw({ ...released, more: "than needed" })).toEqual(released);
  });

  it.each<[string, unknown]>([
    ["null", null],
    ["text", "record"],
    ["no unit", { ...record, unit: null }],
    ["another kind", { ...record, unit: { kind: "robot", id: "r" } }],
    ["an empty id", { ...record, unit: { kind: "visitor", id: "" } }],
    ["no hashed id", { ...record, hashedId: undefined }],
    ["a name that is no key", { ...record, variant: "<b>" }],
    ["a revision of 0", { ...record, revision: 0 }],
    ["a lower-case currency", { ...record, currency: "usd" }],
    ["counted as text", { ...record, counted: "true" }],
    ["a time that does not sort", { ...record, at: "2026-01-31T13:00:00+01:00" }],
    ["an unknown exclusion", { ...record, excluded: "because" }],
    ["a release from nothing", { ...record, releasedFrom: "" }],
  ])("does not read %s", (_, value) => {
    expect(thaw(value)).toBeNull();
  });
});

describe("identify", () => {
  it("keeps a visitor's price after sign-up, whatever the account's id hashes to", () => {
    const assigner = createAssigner([experiment]);
    for (let index = 0; index < 50; index++) {
      const visitor = { id: `v_${index}` };
      const shown = assigner.assign("price", visitor);
      const kept = freeze(shown, visitor, { at, revision: 1 });
      const frozen = identify("acct_7", kept ? [kept] : []);
      const after = assigner.assign("price", { kind: "account", id: "acct_7", frozen });
      expect(after).toMatchObject({ variant: shown.variant, reason: "frozen", counted: true });
      expect(frozen[0]?.hashedId).toBe(visitor.id);
    }
  });

  it("keeps the earlier exposure of the same variant", () => {
    const later = { ...record, hashedId: "v_2", at: "2026-02-01T00:00:00.000Z", counted: false };
    expect(identify("acct_7", [later, record])).toEqual([moveFrozen(record, "acct_7")]);
  });

  it("excludes whoever was shown two variants, and keeps the first price", () => {
    const later = { ...record, hashedId: "v_2", variant: "a", at: "2026-02-01T00:00:00.000Z" };
    expect(identify("acct_7", [later, record])).toEqual([
      { ...moveFrozen(record, "acct_7"), counted: false, excluded: "multiple-exposure" },
    ]);
  });

  it("decides a tie in time by the id", () => {
    const twin = { ...record, hashedId: "v_0", currency: "EUR" };
    expect(identify("acct_7", [record, twin])[0]?.hashedId).toBe("v_0");
  });

  it("does not depend on the order of the records, nor on who is identified when", () => {
    const shuffled = fc
      .array(anyRecord, { maxLength: 8 })
      .chain((list) => fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })));
    fc.assert(
      fc.property(shuffled, fc.nat(8), ([list, other], cut) => {
        const all = identify("acct_7", list);
        expect(identify("acct_7", other)).toEqual(all);
        expect(identify("acct_7", [...identify("acct_7", other.slice(cut)), ...other.slice(0, cut)])).toEqual(all);
        expect(identify("acct_7", all)).toEqual(all);
      }),
      { numRuns: 1000 },
    );
  });

  it("gives a visitor one account, the earliest by time and id", () => {
    const links = ["acct_2", "acct_1", "acct_3"].map((account) => ({ account, at }));
    expect(accountOf(links)).toBe("acct_1");
    expect(accountOf([...links, { account: "acct_9", at: "2026-01-01T00:00:00.000Z" }])).toBe("acct_9");
    expect(accountOf([])).toBeNull();
  });
});

describe("releaseFrozen", () => {
  const concludedAt = new Date(at);
  const after = (days: number) => new Date(concludedAt.getTime() + days * 86_400_000);
  const release = { winner: "a", concludedAt, at: after(30), bought: false };

  it("lets a unit that never bought go to the winner after 30 days, out of the analysis", () => {
    const released = releaseFrozen(record, release);
    expect(released).toEqual({ ...record, variant: "a", counted: false, releasedFrom: "b" });
    const concluded: Experiment = { ...experiment, status: "completed", winner: "a" };
    expect(assign(concluded, { id: "v_1", frozen: [released] })).toMatchObject({ variant: "a", counted: false });
  });

  it.each([
    ["before its time", { at: after(29.999) }],
    ["once the unit bought", { bought: true }],
    ["where the unit has the winner's price already", { winner: "b" }],
    ["where the experiment never releases", { afterDays: null }],
  ])("keeps the record %s", (_, change) => {
    expect(releaseFrozen(record, { ...release, ...change })).toBe(record);
  });

  it("changes a price once only", () => {
    const released = releaseFrozen(record, release);
    expect(releaseFrozen(released, { ...release, winner: "b", at: after(900) })).toBe(released);
  });
});

describe("findDrift", () => {
  const unit = { id: "v_1" };
  const kept = freeze(assign(experiment, unit), unit, { at, revision: 1 }) as FrozenRecord;
  const other = kept.variant === "a" ? "b" : "a";

  it("compares with what the recorded id gets, also after the record moved to an account", () => {
    expect(findDrift(kept, experiment)).toBe("same");
    expect(findDrift(moveFrozen(kept, "acct_7"), experiment)).toBe("same");
    expect(findDrift({ ...kept, variant: other }, experiment)).toBe("different");
    expect(findDrift({ ...kept, variant: other, counted: false, releasedFrom: kept.variant }, experiment)).toBe("same");
  });

  it("knows nothing of other revisions, nor of what was not assigned", () => {
    expect(findDrift(kept, { ...experiment, revision: 2 })).toBe("unknown");
    expect(findDrift({ ...kept, counted: false }, experiment)).toBe("unknown");
    expect(findDrift({ ...kept, experiment: "pack" }, experiment)).toBe("unknown");
  });
});

describe("wasSeenBefore", () => {
  const day = (count: number) => new Date(Date.UTC(2026, 0, 1 + count));

  it.each([
    ["a price a week before the start", 33, 40, 45, true],
    ["a price longer ago than the memory", 10, 40, 45, false],
    ["a price after the start", 41, 40, 45, false],
  ])("decides for %s", (_, shown, started, now, expected) => {
    expect(wasSeenBefore({ shownAt: [day(shown)], startedAt: day(started), at: day(now) })).toBe(expected);
  });

  it("forgets after as many days as it is told", () => {
    const times = { shownAt: [day(38)], startedAt: day(40), at: day(45) };
    expect(wasSeenBefore({ ...times, memoryDays: 7 })).toBe(true);
    expect(wasSeenBefore({ ...times, memoryDays: 6 })).toBe(false);
  });
});

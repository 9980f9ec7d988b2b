import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { toInstant } from "./instant.ts";
import { occurrenceAt } from "./occurrence-at.ts";
import { occurrencesBetween } from "./occurrences-between.ts";
import { periodAt } from "./period-at.ts";
import type { Recurrence } from "./recurrence.ts";

const ZONES = [
  "UTC",
  "Europe/Berlin",
  "America/New_York",
  "America/Sao_Paulo",
  "Australia/Lord_Howe",
  "Africa/Casablanca",
  "Asia/Kathmandu",
  "Pacific/Apia",
];
const HOUR = 3_600_000;
const FIFTY_YEARS = 600;

/** The wall clock of a zone, as milliseconds that would show it in UTC. */
const clocks = new Map(
  ZONES.map((timeZone) => {
    const parts = { year: "numeric", month: "numeric", day: "numeric", hour: "numeric", minute: "numeric" } as const;
    const clock = new Intl.DateTimeFormat("en-US", { ...parts, second: "numeric", hourCycle: "h23", timeZone });
    return [timeZone, clock];
  }),
);
function wallClock(time: number, timeZone: string): number {
  const parts = clocks.get(timeZone)?.formatToParts(time) ?? [];
  const of = (type: string) => Number(parts.find((part) => part.type === type)?.value);
  return Date.UTC(of("year"), of("month") - 1, of("day"), of("hour"), of("minute"), of("second"));
}

/**
 * Another way to the same times: the day and hour by hand, then every moment in three days around it that the zone's clock
 * shows so. None: the clock before the change, read on. Two: the first.
 */
function byHand({ interval, anchor, timeZone = "UTC", every = 1 }: Recurrence, number: number): string {
  const wall = new Date(wallClock(Date.parse(String(anchor)), timeZone));
  if (number === 0) return toInstant(anchor);
  let target: number;
  if (interval === "week") target = wall.getTime() + number * every * 7 * 24 * HOUR;
  else {
    const months = wall.getUTCMonth() + number * every * (interval === "year" ? 12 : 1);
    const lastDay = new Date(Date.UTC(wall.getUTCFullYear(), months + 1, 0)).getUTCDate();
    const time = wall.getTime() % (24 * HOUR);
    target = Date.UTC(wall.getUTCFullYear(), months, Math.min(wall.getUTCDate(), lastDay)) + time;
  }
  const offsets = [-36, 36].map((hours) => wallClock(target + hours * HOUR, timeZone) - (target + hours * HOUR));
  const shown = offsets.map((offset) => target - offset).filter((time) => wallClock(time, timeZone) === target);
  const chosen = shown.length > 0 ? Math.min(...shown) : target - (offsets[0] as number);
  return new Date(chosen).toISOString();
}

const anchor = fc
  .record({
    year: fc.integer({ min: 2000, max: 2030 }),
    month: fc.integer({ min: 0, max: 11 }),
    day: fc.oneof(fc.integer({ min: 28, max: 31 }), fc.integer({ min: 1, max: 28 })),
    // Most clocks change at night.
    minute: fc.oneof(
      fc.integer({ min: 0, max: 14 }).map((half) => half * 30),
      fc.integer({ min: 0, max: 1439 }),
    ),
  })
  .map(({ year, month, day, minute }) => new Date(Date.UTC(year, month, day, 0, minute)).toISOString());
const recurrence: fc.Arbitrary<Recurrence> = fc.record({
  interval: fc.constantFrom("week" as const, "month" as const, "year" as const),
  every: fc.integer({ min: 1, max: 4 }),
  anchor,
  timeZone: fc.constantFrom(...ZONES),
});

describe("occurrenceAt", () => {
  it("keeps the anchor's day through short months and leap years", () => {
    const monthly = { interval: "month", anchor: "2028-01-31T10:00:00Z" } as const;
    expect([0, 1, 2, 3, 13].map((number) => occurrenceAt(monthly, number).slice(0, 10))).toEqual([
      "2028-01-31",
      "2028-02-29",
      "2028-03-31",
      "2028-04-30",
      "2029-02-28",
    ]);
    const yearly = { interval: "year", anchor: "2028-02-29T00:00:00Z" } as const;
    expect([1, 4].map((number) => occurrenceAt(yearly, number).slice(0, 10))).toEqual(["2029-02-28", "2032-02-29"]);
  });

  it("keeps the local time; moves one that is skipped forward, and takes the first of two", () => {
    const at = (anchor_: string, timeZone: string) => occurrenceAt({ interval: "month", anchor: anchor_, timeZone }, 1);
    expect(at("2026-03-01T11:00:00Z", "Europe/Berlin")).toBe("2026-04-01T10:00:00.000Z");
    // 02:30 on 29 March 2026 does not exist in Berlin: 03:30, at +02:00.
    expect(occurrenceAt({ interval: "week", anchor: "2026-03-22T01:30:00Z", timeZone: "Europe/Berlin" }, 1)).toBe(
      "2026-03-29T01:30:00.000Z",
    );
    // 01:30 on 1 November 2026 is twice in New York, first at -04:00.
    expect(at("2026-10-01T05:30:00Z", "America/New_York")).toBe("2026-11-01T05:30:00.000Z");
    // Lord Howe Island's clocks change by half an hour: 02:15 on 4 October 2026 becomes 02:45, at +11:00.
    expect(at("2026-09-03T15:45:00Z", "Australia/Lord_Howe")).toBe("2026-10-03T15:45:00.000Z");
    // Samoa had no 30 December 2011.
    expect(at("2011-11-30T10:00:00Z", "Pacific/Apia")).toBe("2011-12-30T10:00:00.000Z");
  });

  it("agrees with a computation by hand in every month of fifty years, on the days that not all months have", () => {
    for (const timeZone of ZONES)
      for (const day of [28, 29, 30, 31]) {
        const monthly = { interval: "month", anchor: `2004-01-${day}T01:30:00Z`, timeZone } as const;
        for (let number = 0; number <= FIFTY_YEARS; number += timeZone === "UTC" ? 1 : 7)
          expect(`${timeZone} ${occurrenceAt(monthly, number)}`).toBe(`${timeZone} ${byHand(monthly, number)}`);
      }
  });

  it("agrees with a computation by hand for any recurrence", () => {
    fc.assert(
      fc.property(recurrence, fc.integer({ min: 0, max: 150 }), (each, number) => {
        expect(occurrenceAt(each, number)).toBe(byHand(each, number));
      }),
      { numRuns: 500 * Number(process.env.PROPERTY_RUNS ?? 1) },
    );
  });

  it("refuses what is no recurrence", () => {
    const code = (value: string) => expect.objectContaining({ code: value });
    const good = { interval: "month", anchor: "2026-01-31T00:00:00Z" } as const;
    expect(() => occurrenceAt({ ...good, interval: "day" as "week" }, 1)).toThrow(code("invalid-recurrence"));
    expect(() => occurrenceAt({ ...good, every: 0 }, 1)).toThrow(code("invalid-recurrence"));
    expect(() => occurrenceAt({ ...good, timeZone: "Europe/Atlantis" }, 1)).toThrow(code("invalid-recurrence"));
    expect(() => occurrenceAt(good, -1)).toThrow(code("invalid-recurrence"));
    expect(() => occurrenceAt({ ...good, anchor: "2026-02-30T00:00:00Z" }, 1)).toThrow(code("invalid-time"));
  });
});

describe("occurrencesBetween", () => {
  it("finds in many ranges what it finds in one", () => {
    const cuts = fc.array(fc.integer({ min: -400, max: 4000 }), { minLength: 2, maxLength: 8 });
    fc.assert(
      fc.property(recurrence, cuts, (each, days) => {
        const start = Date.parse(String(each.anchor));
        const times = days.sort((a, b) => a - b).map((count) => new Date(start + count * 24 * HOUR));
        const between = (from: Date | undefined, to: Date | undefined) =>
          occurrencesBetween(each, { from: from as Date, to: to as Date });
        const once = between(times[0], times.at(-1));
        expect(times.slice(1).flatMap((to, index) => between(times[index], to))).toEqual(once);
        for (const [index, period] of once.entries()) {
          expect(period.start).toBe(occurrenceAt(each, period.number));
          if (index > 0) expect(period.start).toBe(once[index - 1]?.end);
        }
      }),
    );
  });

  it("includes its first moment and leaves out its last, and has nothing before the anchor", () => {
    const monthly = { interval: "month", anchor: "2026-01-31T00:00:00Z" } as const;
    const starts = (from: string, to: string) => occurrencesBetween(monthly, { from, to }).map(({ start }) => start);
    expect(starts("2025-01-01T00:00:00Z", "2026-02-28T00:00:00Z")).toEqual(["2026-01-31T00:00:00.000Z"]);
    expect(starts("2026-02-28T00:00:00Z", "2026-02-28T00:00:00.001Z")).toEqual(["2026-02-28T00:00:00.000Z"]);
  });
});

describe("periodAt", () => {
  it("is the period that a moment lies in", () => {
    fc.assert(
      fc.property(recurrence, fc.integer({ min: 0, max: 2000 }), (each, days) => {
        const at = new Date(Date.parse(String(each.anchor)) + days * 24 * HOUR).toISOString();
        const period = periodAt(each, at);
        expect(period && period.start <= at && at < period.end).toBe(true);
        expect(period?.start).toBe(occurrenceAt(each, period?.number ?? -1));
      }),
    );
    expect(periodAt({ interval: "week", anchor: "2026-01-31T00:00:00Z" }, "2026-01-30T00:00:00Z")).toBeUndefined();
  });
});

describe("toInstant", () => {
  it("writes every moment in one way, and refuses what is none", () => {
    expect(toInstant("2026-01-31T12:00+02:00")).toBe("2026-01-31T10:00:00.000Z");
    expect(toInstant(new Date(0))).toBe("1970-01-01T00:00:00.000Z");
    for (const wrong of ["2026-02-29T00:00:00Z", "2026-01-31", "2026-01-31T12:00:00", "2026-01-31T12:00:00.1234Z", "x"])
      expect(() => toInstant(wrong)).toThrow(expect.objectContaining({ code: "invalid-time" }));
    for (const wrong of [new Date("x"), new Date(8.64e15), null as unknown as Date])
      expect(() => toInstant(wrong)).toThrow(expect.objectContaining({ code: "invalid-time" }));
  });
});

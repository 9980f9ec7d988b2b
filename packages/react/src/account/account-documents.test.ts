import { describe, expect, it } from "vitest";
import { creditDocument } from "./credit-document.ts";
import { trialDocument } from "./trial-document.ts";
import { usageDocument } from "./usage-document.ts";

describe("creditDocument", () => {
  it("writes a balance with every digit, and what else there is to say", () => {
    const credits = creditDocument({ balance: { available: "1250.5", held: "20", debt: "0.000000" }, lowBelow: 2000 });
    expect(credits).toEqual({
      name: "Credit balance",
      amount: "1,250.5",
      unit: "credits",
      notes: ["20 set aside for work under way"],
      low: "Running low",
    });
  });

  it("keeps balances that are larger than a number can hold exactly", () => {
    expect(creditDocument({ balance: { available: "9007199254740993.000001" } }).amount).toBe(
      "9,007,199,254,740,993.000001",
    );
  });

  it("uses the plural forms of its language", () => {
    const credits = { one: "نقطة", two: "نقطتان", few: "نقاط", many: "نقطة", other: "نقطة" };
    const write = (available: string) =>
      creditDocument({ balance: { available }, locale: "ar-EG", messages: { credits } });
    expect([write("2"), write("3")].map(({ amount, unit }) => `${amount} ${unit}`)).toEqual(["٢ نقطتان", "٣ نقاط"]);
    expect(creditDocument({ balance: { available: "1" } }).unit).toBe("credit");
  });
});

describe("usageDocument", () => {
  it("says how near the limit is", () => {
    const level = (used: number, limit: number | null) => usageDocument({ name: "Seats", used, limit }).level;
    expect([level(7, 10), level(8, 10), level(10, 10), level(12, 10), level(0, 0), level(9, null)]).toEqual([
      "within",
      "near",
      "reached",
      "reached",
      "reached",
      "within",
    ]);
  });

  it("writes numbers and dates in their language and zone", () => {
    const usage = usageDocument({
      name: "Anfragen",
      used: 1200,
      limit: 5000,
      resetsAt: "2026-03-31T23:30:00Z",
      locale: "de-DE",
      timeZone: "Europe/Berlin",
      messages: { used: "{used} von {limit}", resets: "Beginnt am {date} neu" },
    });
    expect(usage).toMatchObject({ text: "1.200 von 5.000", share: 0.24, resets: "Beginnt am 1. April 2026 neu" });
  });

  it("has no share without a limit, and never more than all", () => {
    expect(usageDocument({ name: "Calls", used: 5, limit: null })).toMatchObject({ share: null, text: "5 used" });
    expect(usageDocument({ name: "Calls", used: 50, limit: 5 }).share).toBe(1);
  });
});

describe("trialDocument", () => {
  it("writes every day until the end", () => {
    const trial = trialDocument({ endsAt: "2026-04-01T12:00:00Z", now: new Date("2026-03-30T00:00:00Z") });
    expect(trial).toEqual({
      remaining: 2.5 * 86_400_000,
      labels: ["Your trial has ended", "1 day left", "2 days left", "3 days left"],
      ends: "Your trial ends on April 1, 2026",
    });
  });

  it("is over after the end", () => {
    const trial = trialDocument({ endsAt: "2026-03-01T00:00:00Z", now: new Date("2026-03-30T00:00:00Z") });
    expect([trial.remaining, trial.labels]).toEqual([0, ["Your trial has ended"]]);
  });
});

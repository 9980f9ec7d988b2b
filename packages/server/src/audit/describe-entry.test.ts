import { describe, expect, it } from "vitest";
import { describeEntry } from "./describe-entry.ts";

const names = new Map([
  ["person/1", "Olga (olga@shop.example)"],
  ["person/2", "Ben (ben@shop.example)"],
  ["shop/k_1", 'the key "Shop server"'],
]);
const told = (action: string, target: string, detail: Record<string, unknown> = {}, actor = "person/1") =>
  describeEntry({ actor, action, target, detail }, names);

describe("describeEntry", () => {
  it("says who did what to what, and why", () => {
    expect(told("price.withdraw", "price/pro-59", { honour: "issued", reason: "too low" })).toBe(
      'Olga (olga@shop.example) withdrew the price "pro-59": honour issued. Reason: too low.',
    );
    expect(told("member.change-role", "person/2", { from: "viewer", to: "admin" })).toBe(
      "Olga (olga@shop.example) gave another role to the member Ben (ben@shop.example): from viewer; to admin.",
    );
    expect(told("credits.grant", "account/a_1", { id: "g", amount: "10" }, "shop/k_1")).toBe(
      'The key "Shop server" gave credits to the account "a_1": id g; amount 10.',
    );
  });

  it("says what was before and after, and of what stayed nothing", () => {
    const before = { status: "draft", weights: { a: 1, b: 1 }, startedAt: null, coverage: 1 };
    const after = { status: "running", weights: { a: 1, b: 3 }, startedAt: "2026-03-01", coverage: 1 };
    expect(told("experiment.start", "experiment/pro-price", { reason: "", before, after }, "schedule")).toBe(
      'The schedule started the experiment "pro-price": status from draft to running; weights from {"a":1,"b":1} to ' +
        '{"a":1,"b":3}; started at from none to 2026-03-01.',
    );
  });

  it("says something of what it does not know", () => {
    expect(told("odd.deed", "thing/1", {}, "person/9")).toBe(
      'Somebody who is no member any more did "odd.deed" to "1".',
    );
    expect(told("key.revoke", "key/k_9", {}, "other/key")).toBe('The caller other/key revoked the key "k_9".');
    expect(told("price.withdraw", "price/p", { reason: "x".repeat(500) }).length).toBeLessThan(250);
  });
});

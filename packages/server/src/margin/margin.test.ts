import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestServer, type TestServer, type TestTenant } from "../testing/test-server.ts";

let server: TestServer;
let tenant: TestTenant;
beforeAll(async () => {
  server = await startTestServer();
  tenant = await server.newTenant();
  await tenant.post("/v1/catalog", {
    currency: "USD",
    creditValue: "0.01",
    markup: [{ percent: "50" }],
    plans: [
      { id: "core", name: "Core", prices: [{ id: "core-25", amount: "25", interval: "month" }] },
      {
        id: "pro",
        name: "Pro",
        credits: { amount: "2000", per: "month" },
        prices: [{ id: "pro-50", amount: "50", interval: "month" }],
      },
    ],
    packs: [{ id: "small", name: "Small", credits: "1000", prices: [{ id: "small-10", amount: "10" }] }],
  });
});
afterAll(() => server.drop());

const DAY = 86_400_000;
/** Three weeks ago, for what is older than 90 days is refused. */
const START = Math.floor(Date.now() / DAY) * DAY - 21 * DAY;
const midnight = (day: number) => new Date(START + day * DAY).toISOString();
const at = (day: number) => new Date(START + (day + 0.5) * DAY).toISOString();
/** From the beginning of one day to the beginning of another. */
const range = (from: number, to: number) => `from=${midnight(from)}&to=${midnight(to)}`;
const account = (id: string) => ({ kind: "account", id });
let count = 0;
const sold = (id: string, price: string, amount: string, day: number, more: object = {}) => ({
  type: "conversion",
  id: `e_${++count}`,
  unit: account(id),
  occurredAt: at(day),
  price,
  amount,
  currency: "USD",
  ...more,
});
const cost = (id: string, amount: string, day: number) => ({
  type: "cost",
  id: `e_${++count}`,
  unit: account(id),
  occurredAt: at(day),
  cost: amount,
  currency: "USD",
});

async function report(events: readonly object[]) {
  const { body } = await tenant.post("/v1/events", { events });
  expect(body.results.filter(({ status }: { status: string }) => status !== "accepted")).toEqual([]);
  return async (query: string) => (await tenant.get(`/v1/margin?${query}`)).body;
}
const line = ({ key, source, revenue, cost: spent, margin }: Record<string, string>) =>
  `${key} ${source} ${revenue} ${spent} ${margin}`;

describe("the margin report", () => {
  it("says what each account is worth: fees, used credits, and all costs that were reported", async () => {
    await tenant.post("/v1/cost-tables", {
      id: "costs",
      version: "1",
      currency: "USD",
      effectiveFrom: "2026-01-01",
      meters: [{ meter: "images", unitCost: "2" }],
    });
    const credits = "/v1/accounts/pro_1/credits";
    await tenant.post(`${credits}/grants`, { amount: "2000" });
    const usage = { type: "quantity", meter: "images", quantity: "2" };
    expect((await tenant.post(`${credits}/charges`, { usage, costTable: { id: "costs", version: "1" } })).status).toBe(
      200,
    );

    const first = sold("core_1", "core-25", "25", 1);
    const read = await report([
      first,
      sold("pro_1", "pro-50", "50", 2),
      sold("core_1", "small-10", "10", 3),
      sold("core_2", "core-25", "25", 4, { revenue: "20" }),
      cost("core_1", "5.25", 5),
      cost("pro_1", "12", 5),
      {
        type: "refund",
        id: "r_1",
        unit: account("core_1"),
        occurredAt: at(6),
        conversion: first.id,
        amount: "5",
        currency: "USD",
      },
    ]);
    const body = await read(range(0, 23));
    expect(body.bySource.map(line)).toEqual(["null fee 70 0 70", "null fixed 0 17.25 -17.25", "null platform 6 4 2"]);
    // The plan's 2,000 credits are worth 20 of its 50, and are earned as they are used.
    expect(body.byCustomer.map(line)).toEqual([
      "core_1 fee 20 0 20",
      "core_1 fixed 0 5.25 -5.25",
      "core_2 fee 20 0 20",
      "pro_1 fee 30 0 30",
      "pro_1 fixed 0 12 -12",
      "pro_1 platform 6 4 2",
    ]);
    expect(body.byPlan.map(line)).toContain("core fee 40 0 40");
    expect(body).toMatchObject({ creditSales: "30", total: { revenue: "76", cost: "21.25", margin: "54.75" } });
  });

  it("is of its range and its currency only", async () => {
    const euros = sold("core_9", "core-25", "22", 10, { currency: "EUR" });
    const read = await report([euros]);
    expect((await read(range(0, 20))).detail).toMatch(/USD and EUR have no sum/);
    expect((await read(`currency=EUR&${range(0, 20)}`)).total.revenue).toBe("22");
    expect((await read(range(4, 5))).total.revenue).toBe("20");
  });

  it("counts a sale to a visitor for the account that the visitor turned out to be", async () => {
    await tenant.post("/v1/identify", { visitor: "v_1", account: "found" });
    const read = await report([sold("x", "core-25", "25", 12, { unit: { kind: "visitor", id: "v_1" } })]);
    const day = await read(range(12, 13));
    expect(day.byCustomer.map(line)).toEqual(["found fee 25 0 25"]);
  });
});

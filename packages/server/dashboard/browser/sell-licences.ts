import { assign } from "@pricewright/core";
import { takeSnapshots } from "../../src/results/timeline.ts";
import type { WholeServer } from "./serve-whole.ts";

const DAY = 86_400_000;
const ARMS = [
  { key: "price-39", price: "pro-39", amount: "39.00", conversion: 0.12 },
  { key: "price-49", price: "pro-49", amount: "49.00", conversion: 0.112 },
  { key: "price-59", price: "pro-59", amount: "59.00", conversion: 0.095 },
] as const;
const COSTS = {
  id: "models",
  version: "1",
  currency: "USD",
  effectiveFrom: "2026-01-01",
  models: [{ provider: "anthropic", model: "claude-sonnet-4-5", rates: { input: "3", output: "15" } }],
};

/** How much is sold. */
export interface Sales {
  readonly days: number;
  readonly visitorsPerDay: number;
}

/** A shop that tests three prices and charges usage in credits, day by day up to today, through the API. */
export async function sellLicences(
  server: WholeServer,
  { tenantId, secretKey }: { readonly tenantId: string; readonly secretKey: string },
  { days, visitorsPerDay }: Sales,
): Promise<void> {
  const scope = { tenantId, environment: "test" } as const;
  const today = Math.floor(Date.now() / DAY) * DAY;
  const begin = today - days * DAY;
  const send = async (method: string, path: string, body: unknown) => {
    const answer = await server.call(method, path, { key: secretKey, body });
    if (answer.status >= 300) throw new Error(`${path}: ${JSON.stringify(answer.body)}`);
    return answer.body;
  };
  await send("POST", "/v1/catalog", {
    currency: "USD",
    creditValue: "0.01",
    markup: [{ percent: "60" }],
    plans: [
      {
        id: "pro",
        name: "Pro",
        prices: ARMS.map(({ price, amount }, index) => ({ id: price, amount, interval: "month", listed: index === 0 })),
      },
    ],
  });
  await send("POST", "/v1/experiments", {
    key: "pro-price",
    name: "Price of Pro",
    salt: "pro-price",
    control: "price-39",
    variants: ARMS.map(({ key, price }) => ({ key, prices: [price] })),
    startedAt: new Date(begin).toISOString(),
    segments: [{ attribute: "country", values: ["DE", "US"] }],
  });
  await send("POST", "/v1/cost-tables", COSTS);
  const accounts = ["acme", "globex", "initech"];
  for (const account of accounts) {
    await send("PUT", `/v1/accounts/${account}`, { plan: "pro", reason: "bought it" });
    server.chargeAt(new Date(begin));
    await send("POST", `/v1/accounts/${account}/credits/grants`, { amount: "200000", costBasis: "0.01" });
  }
  for (let day = 0; day < days; day++) {
    const noon = new Date(begin + day * DAY + DAY / 2);
    const events = Array.from({ length: visitorsPerDay }, (_, index) =>
      visit(day * visitorsPerDay + index, noon),
    ).flat();
    for (let from = 0; from < events.length; from += 1000)
      await send("POST", "/v1/events", { events: events.slice(from, from + 1000) });
    const end = new Date(begin + (day + 1) * DAY - 1);
    await takeSnapshots(server.database, scope, await server.services.pricing.get(scope), end);
    server.chargeAt(noon);
    for (const [index, account] of accounts.entries()) {
      const tokens = { input: 3_000_000 + 800_000 * ((day * 7 + index * 3) % 5), output: 300_000 };
      const usage = { type: "tokens", provider: "anthropic", model: "claude-sonnet-4-5", tokens };
      await send("POST", `/v1/accounts/${account}/credits/charges`, {
        usage,
        costTable: { id: "models", version: "1" },
      });
    }
  }
  server.chargeAt(null);
}

function visit(number: number, at: Date): object[] {
  const id = `visitor-${number}`;
  const running = {
    key: "pro-price",
    salt: "pro-price",
    status: "running",
    control: "price-39",
    variants: ARMS,
  } as const;
  const { variant } = assign(running, { id });
  const arm = ARMS.find(({ key }) => key === variant) ?? ARMS[0];
  const unit = { kind: "visitor", id };
  const shown = [{ price: arm.price, amount: arm.amount, currency: "USD" }];
  const seen = {
    type: "exposure",
    id: `seen-${number}`,
    unit,
    occurredAt: at.toISOString(),
    experiment: "pro-price",
    variant: arm.key,
    shown,
    attributes: { country: number % 3 === 0 ? "DE" : "US" },
  };
  // Spreads buyers evenly over the visitors, so that every run sells the same.
  const buys = (number * 0.618_033_988_75) % 1 < arm.conversion;
  const bought = {
    type: "conversion",
    id: `bought-${number}`,
    unit,
    occurredAt: new Date(at.getTime() + 60_000).toISOString(),
    ...shown[0],
  };
  return buys ? [seen, bought] : [seen];
}

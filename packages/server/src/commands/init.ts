import { pino } from "pino";
import { createApp } from "../app.ts";
import { createServices } from "../create-services.ts";
import { NO_RATE_LIMITS } from "../limits/rate-limits.ts";
import { masterKeys } from "../secrets/master-keys.ts";
import { ensureFirstTenant } from "../tenants/first-tenant.ts";
import { type OnDatabase, onDatabase, print } from "./on-database.ts";
import { UsageError } from "./usage-error.ts";

const EXPERIMENT = "first-price";
const CATALOG = {
  currency: "USD",
  plans: [
    {
      id: "pro",
      name: "Pro",
      prices: [
        { id: "pro-39", amount: "39.00", interval: "month" },
        { id: "pro-49", amount: "49.00", interval: "month", listed: false },
      ],
    },
  ],
};
const VARIANTS = [
  { key: "price-39", prices: ["pro-39"] },
  { key: "price-49", prices: ["pro-49"] },
];

/** `init`: a first price list with two prices, a test of them that runs, and what to do next. */
export async function init(): Promise<void> {
  await onDatabase("init", async (opened) => {
    const keys = await ensureFirstTenant(opened.database, masterKeys(opened.configuration));
    if (!keys)
      throw new UsageError(
        "This database is in use already: `pricewright init` is for a new one. See the keys with `pricewright keys list`.",
      );
    await publish(opened, keys.secretKey);
    describe(opened, keys);
  });
}

async function publish({ configuration, database }: OnDatabase, secretKey: string): Promise<void> {
  const app = createApp(
    createServices({
      ...configuration,
      database,
      masterKeys: masterKeys(configuration),
      limits: NO_RATE_LIMITS,
      log: pino({ level: "silent" }),
      clock: () => new Date(),
      localDashboard: false,
    }),
  );
  const call = async (path: string, body: unknown, headers: Record<string, string> = {}) => {
    const answer = await app.request(path, {
      method: "POST",
      headers: { authorization: `Bearer ${secretKey}`, "content-type": "application/json", ...headers },
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`${path} was refused: ${await answer.text()}`);
    return answer;
  };
  await call("/v1/catalog", CATALOG);
  const draft = await call("/v1/experiments", {
    key: EXPERIMENT,
    control: "price-39",
    variants: VARIANTS,
    draft: true,
  });
  const reason = { reason: "the first test" };
  await call(`/v1/experiments/${EXPERIMENT}/start`, reason, { "if-match": draft.headers.get("etag") ?? "" });
}

function describe(
  { configuration }: OnDatabase,
  keys: { readonly secretKey: string; readonly publishableKey: string },
) {
  const { host, port } = configuration;
  print(`A price list with one plan at two prices is published, and the test "${EXPERIMENT}" of them runs.

Keys of the test environment, shown only this once:
  secret       ${keys.secretKey}
  publishable  ${keys.publishableKey}

Next:
  1. Start the server:             npx @pricewright/server
  2. See the dashboard:            http://${host}:${port}/
  3. Ask for a price, as a browser does:
       curl http://${host}:${port}/v1/evaluate -H "authorization: Bearer ${keys.publishableKey}" -H "content-type: application/json" -d "{}"
  4. Show prices on your page with the publishable key, and look at each arm:`);
  for (const { key } of VARIANTS) print(`       http://localhost:3000/pricing?pw_${EXPERIMENT}=${key}`);
  print(`     (put your own pricing page there; the parameter works in the test environment only)
  5. Report exposures and sales:   https://github.com/pricewright/pricewright/blob/main/docs/guides/first-price-test.md
  6. See whether it is all wired:  npx @pricewright/server doctor`);
}

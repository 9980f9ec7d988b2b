import { definePricing } from "@pricewright/core/catalog";
import { createLocal } from "../local/create-local.ts";
import { openFileStore } from "../local/store/file/file-store.ts";

// A process that works under a hold until it is killed; see `with-hold-killed.test.ts`.
const [path = ""] = process.argv.slice(2);
const plans = [{ id: "pro", name: "Pro", prices: [{ id: "pro-39", amount: "39.00", interval: "month" as const }] }];
const catalog = definePricing({ currency: "USD", creditValue: "0.01", plans });
const signingKey = "not-a-secret-0123456789-0123456789";
const pricing = createLocal({ catalog, store: await openFileStore(path), signingKey });
const credits = pricing.credits("acme");
await credits.grant({ id: "pack", amount: "100" });
const work = () => {
  console.log("working");
  return new Promise<never>(() => {});
};
setInterval(() => {}, 60_000);
await credits.withHold({ amount: "60" }, work, { timeout: 120_000 });

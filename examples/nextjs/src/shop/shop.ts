import { randomBytes } from "node:crypto";
import { createLocal, type LocalPricing, memoryStore, type Provider } from "@pricewright/node";
import { sandbox } from "@pricewright/node/sandbox";
import { catalog } from "./catalog.ts";

/** What every page, route and the proxy share. */
interface Shop {
  readonly pricing: LocalPricing;
  readonly provider: Provider;
  /** Where the app is, such as `http://localhost:3002`. */
  readonly url: string;
  /** Signs quotes and cookies. */
  readonly secret: string;
}

// Next bundles pages, routes and the proxy apart, so that each would have a shop of its own.
const shared = globalThis as { shop?: Shop };
shared.shop ??= openShop();

export const shop: Shop = shared.shop;

/** Everything is in memory: a new start has new visitors. `openPostgresqlStore` and a fixed secret keep them. */
function openShop(): Shop {
  const url = process.env.APP_URL ?? `http://localhost:${process.env.PORT ?? 3002}`;
  const secret = process.env.APP_SECRET ?? randomBytes(32).toString("base64");
  const provider = sandbox({
    deliver: async ({ body, headers }) => {
      const taken = await fetch(new URL("/webhooks/sandbox", url), { method: "POST", body, headers });
      if (!taken.ok) throw new Error(await taken.text());
    },
  });
  return {
    pricing: createLocal({ catalog, store: memoryStore(), signingKey: secret, provider }),
    provider,
    url,
    secret,
  };
}

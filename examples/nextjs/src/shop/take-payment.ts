import { findProductPrice } from "@pricewright/core/catalog";
import { receiveWebhook } from "@pricewright/node";
import { catalog } from "./catalog.ts";
import { shop } from "./shop.ts";

/** Counts what a webhook of the provider tells of, and gives the credits of a pack that was bought. */
export async function takePayment(body: string, headers: Headers): Promise<void> {
  const { pricing, provider } = shop;
  await receiveWebhook({ provider, pricing, catalogs: [catalog], payments: pricing.payments }, body, headers);
  const { event } = await provider.parseWebhook(body, headers);
  const { payment, unit, price } = event;
  const sold = price ? findProductPrice(catalog, price) : undefined;
  if (!payment || !unit || sold?.kind !== "pack") return;
  const { credits, bonus } = sold.product;
  const account = pricing.credits(unit.id);
  // A webhook comes twice now and then; its grants have the same ids then, and are given once.
  await account.grant({ id: payment.id, amount: credits });
  if (bonus) await account.grant({ id: `${payment.id}-bonus`, amount: bonus, kind: "promotional" });
}

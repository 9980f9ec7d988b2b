import { PricewrightError } from "@pricewright/core";
import type { CheckoutResource } from "@pricewright/core/api";
import { findProductPrice } from "@pricewright/core/catalog";
import { chargesOf, type UnitId } from "@pricewright/core/evaluation";
import type { ChargeablePrice, Quote } from "@pricewright/core/quotes";
import type { CheckoutInput } from "../../pricing/pricing.ts";
import type { Provider } from "../../providers/provider.ts";
import { digest } from "../digest.ts";
import type { Engine } from "../engine.ts";
import { fromStoreText, storeKey, toStoreText } from "../store/store-text.ts";
import { readUnit, UNITS, writeUnit } from "../units/unit-document.ts";
import { quotedArms } from "./quoted-arms.ts";
import { checkQuote, PRICE_WITHDRAWN, unknownPlan } from "./verify-locally.ts";

const CHECKOUTS = "checkouts";

/**
 * Makes the payment page of a quote for one plan or pack. The same quote asked again leads to the same page, so trials and
 * bonuses are given once.
 *
 * @throws PricewrightError the quote's refusal, `price-withdrawn`, `no-payment-provider`, `invalid-request`, or the
 * provider's own.
 */
export async function checkOut(engine: Engine, input: CheckoutInput): Promise<CheckoutResource> {
  const { store, provider, clock } = engine;
  const unit: UnitId = { kind: input.unit.kind ?? "visitor", id: input.unit.id };
  const result = await checkQuote(engine, input.quote, { [unit.kind]: unit.id });
  if (!result.ok) throw new PricewrightError(result.code, result.message);
  const key = storeKey(result.quote.id, input.plan);
  const known = (await store.read(CHECKOUTS, [key])).get(key);
  if (known !== undefined) return fromStoreText<CheckoutResource>(known);
  const price = choosePrice(engine, result.quote, input);
  if (!provider)
    throw new PricewrightError(
      "no-payment-provider",
      "No payment provider is set up here. Give createLocal a provider, such as stripe() or sandbox().",
    );
  // The same for the same quote and plan, so that a provider that is asked twice makes one page.
  const id = `co_${await digest(key)}`;
  const { url } = await provider.createCheckout({
    id,
    unit: result.quote.unit,
    plan: price.plan,
    price: checkoutPrice(engine, provider, price),
    successUrl: input.successUrl,
    cancelUrl: input.cancelUrl,
  });
  const now = clock();
  const checkout: CheckoutResource = {
    ...price,
    id,
    provider: provider.name,
    url,
    status: "open",
    createdAt: now.toISOString(),
  };
  return store.transaction([UNITS], async (transaction) => {
    const first = (await transaction.read(CHECKOUTS, [key])).get(key);
    if (first !== undefined) return fromStoreText<CheckoutResource>(first);
    transaction.write(CHECKOUTS, key, toStoreText(checkout));
    const document = await readUnit(transaction, result.quote.unit);
    const arms = quotedArms(engine, result.quote);
    const quoted = { price: price.price, at: now.getTime(), arms };
    writeUnit(transaction, result.quote.unit, { ...document, checkouts: [...document.checkouts, quoted] });
    return checkout;
  });
}

function choosePrice(engine: Engine, quote: Quote, { plan, interval }: CheckoutInput): ChargeablePrice {
  const { prices, withdrawn } = chargesOf(quote, engine.book, plan);
  const fits = (price: ChargeablePrice) => interval === undefined || price.interval === interval;
  const found = prices.filter(fits);
  const [only] = found;
  if (!only) throw withdrawn.some(fits) ? new PricewrightError("price-withdrawn", PRICE_WITHDRAWN) : unknownPlan(plan);
  if (found.length === 1) return only;
  const message = `"${plan}" is sold by ${found.map((price) => price.interval).join(" and ")}; say which`;
  throw new PricewrightError("invalid-request", `${message}.`, {
    problems: [{ path: ["interval"], code: "several-intervals", message }],
  });
}

function checkoutPrice(
  { book }: Engine,
  { name }: Provider,
  { price: id, amount, currency, interval }: ChargeablePrice,
) {
  const found = book.catalogs.flatMap(({ document }) => findProductPrice(document, id) ?? []).at(-1)?.price;
  const [, providerPrice] = Object.entries(found?.providers ?? {}).find(([provider]) => provider === name) ?? [];
  return { id, amount, currency, interval, ...(providerPrice === undefined ? {} : { providerPrice }) };
}

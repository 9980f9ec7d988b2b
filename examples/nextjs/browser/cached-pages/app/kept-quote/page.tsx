import type { PricingAnswer } from "@pricewright/node";
import type { ReactElement } from "react";
import { shop } from "../../../../src/shop/shop.ts";
import { PricesOf } from "../prices-of.tsx";

async function pricesOfSomebody(): Promise<PricingAnswer> {
  "use cache";
  return shop.pricing.evaluate({});
}

export default async function Page(): Promise<ReactElement> {
  return <PricesOf answer={await pricesOfSomebody()} />;
}

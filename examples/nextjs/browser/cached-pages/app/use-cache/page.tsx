import type { ReactElement } from "react";
import { prices } from "../../../../src/shop/prices.ts";
import { PricesOf } from "../prices-of.tsx";

export default async function Page(): Promise<ReactElement> {
  "use cache";
  return <PricesOf answer={await prices.evaluate()} />;
}

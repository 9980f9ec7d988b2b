import type { ReactElement } from "react";
import { prices } from "../../../../src/shop/prices.ts";
import { PricesOf } from "../prices-of.tsx";

export const revalidate = 60;

export default async function Page(): Promise<ReactElement> {
  return <PricesOf answer={await prices.evaluate()} />;
}

import type { AccountCredits } from "@pricewright/node";
import { shop } from "./shop.ts";

/** Credits to begin with. */
const WELCOME = "100";

/** The credits of a visitor. An app with a sign-in takes its account's id from the session. */
export async function visitorCredits(visitor: string): Promise<AccountCredits> {
  const credits = shop.pricing.credits(visitor);
  // The same id gives nothing the second time.
  await credits.grant({ id: `welcome-${visitor}`, amount: WELCOME, kind: "promotional" });
  return credits;
}

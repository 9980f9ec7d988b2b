import { parseCredits, parsePico } from "../../money/scaled-decimal.ts";
import type { Charge } from "./charge.ts";
import type { ChargeAmounts } from "./settle-amounts.ts";

/** The amounts of a charge as whole numbers: pico-units of its currency and micro-credits. */
export function chargeAmounts({ cost, charge, margin, credits, markup }: Charge): ChargeAmounts {
  return {
    cost: parsePico(cost),
    charge: parsePico(charge),
    margin: parsePico(margin),
    credits: credits === null ? null : parseCredits(credits),
    limit: markup.limit,
  };
}

import type { Quote } from "@pricewright/core/quotes";
import { armsOf, type ExperimentExposure } from "@pricewright/core/recording";
import type { Engine } from "../engine.ts";

/**
 * The arms that a quote names, whichever signing key it is of.
 *
 * @param at Milliseconds since 1970; by default the time of issue.
 */
export function quotedArms({ book, secrets }: Engine, quote: Quote, at?: number): ExperimentExposure[] {
  return secrets.variantSecrets.flatMap((secret) => armsOf(quote, book, secret, at));
}

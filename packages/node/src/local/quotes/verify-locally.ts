import { PricewrightError } from "@pricewright/core";
import type { VerifyQuoteResponse } from "@pricewright/core/api";
import { chargesOf } from "@pricewright/core/evaluation";
import { type VerifyQuoteResult, verifyQuote } from "@pricewright/core/quotes";
import type { QuoteHolder } from "../../pricing/pricing.ts";
import type { Engine } from "../engine.ts";
import { readGroup } from "../units/read-group.ts";

/** What is said of a price that was withdrawn after it was quoted. */
export const PRICE_WITHDRAWN =
  "The quoted price was withdrawn. Evaluate again, and show the new price before checkout.";

/** Whether a quote holds for a visitor or an account, whose visitors are looked up. */
export async function checkQuote(
  { secrets, store, tenant, environment, clock }: Engine,
  token: string,
  { visitor, account }: QuoteHolder,
): Promise<VerifyQuoteResult> {
  const group = account === undefined ? null : await readGroup(store, { kind: "account", id: account });
  return verifyQuote(token, {
    findKey: secrets.findQuoteKey,
    tenant,
    environment,
    at: clock(),
    visitor,
    account,
    visitorsOfAccount: group?.members.flatMap(({ unit }) => (unit.kind === "visitor" ? [unit.id] : [])) ?? [],
  });
}

/**
 * What may be charged on a quote, or why nothing.
 *
 * @throws PricewrightError `invalid-request` for a plan that the quote has no price of.
 */
export async function verifyLocally(engine: Engine, token: string, holder: QuoteHolder): Promise<VerifyQuoteResponse> {
  const result = await checkQuote(engine, token, holder);
  if (!result.ok) return result;
  const { prices, withdrawn } = chargesOf(result.quote, engine.book, holder.plan);
  if (prices.length === 0 && withdrawn.length === 0) throw unknownPlan(holder.plan);
  if (prices.length === 0) return { ok: false, code: "price-withdrawn", message: PRICE_WITHDRAWN };
  const { id, unit, catalogVersion, currency, issuedAt, expiresAt } = result.quote;
  const time = (seconds: number) => new Date(seconds * 1000).toISOString();
  const quote = { id, unit, catalogVersion, currency, issuedAt: time(issuedAt), expiresAt: time(expiresAt) };
  return { ok: true, quote, prices, withdrawn };
}

/** The answer to a quote that has no price of what is asked for. */
export function unknownPlan(plan: string | undefined): PricewrightError {
  const message = plan === undefined ? "the quote has no prices" : `the quote has no price of "${plan}"`;
  return new PricewrightError("invalid-request", `Nothing can be charged: ${message}.`, {
    problems: [{ path: ["plan"], code: "unknown-plan", message }],
  });
}

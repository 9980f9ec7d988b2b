import { type VerifyQuoteResult, verifyQuote } from "@pricewright/core/quotes";
import type { Scope } from "../database/database.ts";
import type { Services } from "../services.ts";
import { unitsOfAccount } from "../units/account-links.ts";
import { findQuoteKey } from "./tenant-quotes.ts";

/** A quote and the one who came with it. */
export interface CheckQuoteInput {
  readonly scope: Scope;
  readonly token: string;
  readonly visitor?: string | undefined;
  readonly account?: string | undefined;
  readonly at: Date;
}

/** Whether a quote holds for a visitor or an account, whose visitors are looked up. */
export async function checkQuote(
  { database, pricing, secretsOf }: Pick<Services, "database" | "pricing" | "secretsOf">,
  { scope, token, visitor, account, at }: CheckQuoteInput,
): Promise<VerifyQuoteResult> {
  const [prices, secrets, units] = await Promise.all([
    pricing.get(scope),
    secretsOf(scope.tenantId),
    account === undefined ? [] : database.inScope(scope, (queries) => unitsOfAccount(queries, scope, account)),
  ]);
  return verifyQuote(token, {
    findKey: findQuoteKey(scope, prices, secrets),
    tenant: scope.tenantId,
    environment: scope.environment,
    at,
    since: prices.emptiedAt,
    visitor,
    account,
    visitorsOfAccount: units.filter(({ kind }) => kind === "visitor").map(({ id }) => id),
  });
}

/** What is said of a price that was withdrawn after it was quoted. */
export const PRICE_WITHDRAWN =
  "The quoted price was withdrawn. Evaluate again, and show the new price before checkout.";

import { isPricewrightError } from "@pricewright/core";
import type { CreditAnswer } from "@pricewright/core/credits";
import { formatCredits } from "@pricewright/core/money";
import { RequestProblem } from "../problems/problem.ts";

const CODES = {
  "unknown-grant": "not-found",
  "unknown-hold": "not-found",
  "unknown-charge": "not-found",
  "id-reused": "id-reused",
  "refund-too-large": "refund-too-large",
  "no-catalog": "no-catalog",
  "no-credit-value": "no-credit-value",
} as const;

/** What core refuses, as the API says it. */
export function creditProblem(error: unknown): unknown {
  if (!isPricewrightError(error) || !Object.hasOwn(CODES, error.code)) return error;
  return new RequestProblem(CODES[error.code as keyof typeof CODES], error.message);
}

/**
 * Refuses what the account has not enough credits for.
 *
 * @throws RequestProblem `insufficient-credits`.
 */
export function refuseDenied({ result }: CreditAnswer): void {
  if (result.type !== "denied") return;
  const shortfall = formatCredits(result.shortfall);
  throw new RequestProblem(
    "insufficient-credits",
    `The account lacks ${shortfall} credits for ${JSON.stringify(result.id)}. Nothing was taken.`,
    { extensions: { shortfall } },
  );
}

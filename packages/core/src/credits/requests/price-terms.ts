import { sha256 as digest } from "@noble/hashes/sha2.js";
import { utf8ToBytes } from "@noble/hashes/utils.js";
import type { Catalog } from "../../catalog/catalog.ts";
import { PricewrightError } from "../../errors/pricewright-error.ts";
import { canonicalJson } from "../../hash/canonical-json.ts";
import { toBase64Url } from "../../signing/base64url.ts";
import type { Charge } from "../charging/charge.ts";
import { priceUsage } from "../charging/price-usage.ts";
import type { UsageTerms } from "./credit-command.ts";

/** Whose usage it is, and when. */
export interface PricedFor {
  readonly account: string;
  readonly plan: string | null;
  /** The price list that the account keeps. */
  readonly catalog: Catalog | undefined;
  readonly at: string;
}

/** What usage is charged in credits, with every number that led there. */
export type CreditCharge = Charge & { readonly credits: string };

/**
 * Prices usage by the account's price list.
 *
 * @throws PricewrightError `no-catalog` or `no-credit-value` where the price list says nothing of credits.
 * @throws PricewrightError as `priceUsage`.
 */
export function priceTerms(
  { usage, costTable, keySource, variant }: UsageTerms,
  { account, plan, catalog, at }: PricedFor,
): CreditCharge {
  if (!catalog)
    throw new PricewrightError("no-catalog", "The account has no price list. Publish one, or move it to one.");
  const { creditValue, currency, markup = [] } = catalog;
  if (creditValue === undefined)
    throw new PricewrightError(
      "no-credit-value",
      "The account's price list does not say what a credit is worth. Publish one with `creditValue`, and move the account to it.",
    );
  const charge = priceUsage(usage, {
    costTable,
    markup,
    at,
    currency,
    creditValue,
    keySource,
    customer: account,
    plan: plan ?? undefined,
    variant,
  });
  return charge as CreditCharge;
}

/** A hash of everything that was asked for, by which a repetition is known. */
export function hashTerms({ usage, costTable, keySource = "platform", variant }: UsageTerms): string {
  const asked = { usage, costTable: costTable.hash, keySource, variant: variant ?? null };
  return toBase64Url(digest(utf8ToBytes(canonicalJson(asked))));
}

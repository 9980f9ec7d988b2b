import { z } from "zod";
import { isUnitId } from "../assignment/unit.ts";
import type { Interval } from "../catalog/price.ts";
import type { ChargeablePrice } from "../quotes/prices-to-charge.ts";
import type { QuoteRefusal } from "../quotes/quote-refusal.ts";
import { type UnitReference, unitReference } from "./events.ts";
import { currencyCode, isoTime, key } from "./fields.ts";

/** Why a quote may not be charged. */
export type QuoteProblem = QuoteRefusal | "price-withdrawn";

/** `POST /v1/quotes/verify`: what may be charged on this quote? */
export interface VerifyQuoteRequest {
  readonly quote: string;
  /** From your own session, never from the body that carried the quote. */
  readonly visitor?: string | undefined;
  readonly account?: string | undefined;
  /**
   * Id of the plan or pack that is bought.
   *
   * @default all of them
   */
  readonly plan?: string | undefined;
}

/** What may be charged, or why nothing. */
export type VerifyQuoteResponse =
  | {
      readonly ok: true;
      readonly quote: {
        readonly id: string;
        readonly unit: UnitReference;
        readonly catalogVersion: number;
        readonly currency: string;
        readonly issuedAt: string;
        readonly expiresAt: string;
      };
      readonly prices: readonly ChargeablePrice[];
      /** Prices that were quoted and may not be charged any more. */
      readonly withdrawn: readonly ChargeablePrice[];
    }
  | { readonly ok: false; readonly code: QuoteProblem; readonly message: string };

const id = z.string().refine(isUnitId, "use 1 to 512 bytes of UTF-8");
const token = z.string().min(1).max(8192);
const interval = z.enum(["once", "month", "year"]);

export const verifyQuoteRequest: z.ZodType<VerifyQuoteRequest> = z.strictObject({
  quote: token,
  visitor: id.optional(),
  account: id.optional(),
  plan: key.optional(),
});

const chargeable: z.ZodType<ChargeablePrice> = z.object({
  plan: z.string(),
  interval,
  price: z.string(),
  amount: z.string(),
  currency: z.string(),
});

export const verifyQuoteResponse: z.ZodType<VerifyQuoteResponse> = z.union([
  z.object({
    ok: z.literal(true),
    quote: z.object({
      id: z.string(),
      unit: unitReference,
      catalogVersion: z.number().int(),
      currency: currencyCode,
      issuedAt: isoTime,
      expiresAt: isoTime,
    }),
    prices: z.array(chargeable),
    withdrawn: z.array(chargeable),
  }),
  z.object({
    ok: z.literal(false),
    code: z.enum([
      "quote-malformed",
      "quote-unknown-key",
      "quote-forged",
      "wrong-tenant",
      "wrong-environment",
      "quote-expired",
      "wrong-unit",
      "preview-quote",
      "price-withdrawn",
    ]),
    message: z.string(),
  }),
]);

/** `POST /v1/checkouts`: takes the unit of a quote to the payment page. */
export interface CreateCheckoutRequest {
  readonly quote: string;
  /** Id of the plan or pack. */
  readonly plan: string;
  /**
   * Which of the plan's prices.
   *
   * @default the only one
   */
  readonly interval?: Interval | undefined;
  /** Who buys: from a server, from its own session; from a browser the visitor's id; with an account token nothing. */
  readonly visitor?: string | undefined;
  readonly account?: string | undefined;
  /** Where the buyer goes after paying. */
  readonly successUrl: string;
  /** Where the buyer goes after turning back. */
  readonly cancelUrl: string;
}

/** A checkout: send the buyer to its `url`. */
export interface CheckoutResource extends ChargeablePrice {
  readonly id: string;
  readonly provider: string;
  readonly url: string;
  readonly status: "open" | "paid" | "canceled";
  readonly createdAt: string;
}

const address = z
  .string()
  .max(2048)
  .refine(
    (text) => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol),
    "use a whole address that starts with https://",
  );

export const createCheckoutRequest: z.ZodType<CreateCheckoutRequest> = z.strictObject({
  quote: token,
  plan: key,
  interval: interval.optional(),
  visitor: id.optional(),
  account: id.optional(),
  successUrl: address,
  cancelUrl: address,
});

export const checkoutResource: z.ZodType<CheckoutResource> = z.object({
  id: z.string(),
  provider: z.string(),
  plan: z.string(),
  interval,
  price: z.string(),
  amount: z.string(),
  currency: z.string(),
  url: z.string(),
  status: z.enum(["open", "paid", "canceled"]),
  createdAt: isoTime,
});

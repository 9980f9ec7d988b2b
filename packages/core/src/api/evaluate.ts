import { z } from "zod";
import type { Assignment } from "../assignment/assignment.ts";
import type { PricingDocument } from "../catalog/document/pricing-document.ts";
import { type FieldProblem, fieldProblem, type UnitReference, unitReference } from "./events.ts";
import { currencyCode } from "./fields.ts";
import { pricingDocumentSchema } from "./pricing-document.ts";

/** `POST /v1/evaluate`: which prices does this unit see? */
export interface EvaluateRequest {
  /**
   * Who asks. A browser names a visitor that the server minted; with an account token it is the account.
   *
   * @default a new visitor, minted by the server
   */
  readonly unit?: UnitReference | undefined;
  /** What audiences may ask about. From a browser these are claims, and only what the server derived itself counts. */
  readonly attributes?: Readonly<Record<string, unknown>> | undefined;
  /** Signed records of prices that the unit was shown before, as earlier answers gave them. */
  readonly frozen?: readonly string[] | undefined;
  /** Variants to look at, by experiment. Such a price is never counted and cannot be bought. */
  readonly overrides?: Readonly<Record<string, string>> | undefined;
  /**
   * Proves an override in the live environment: for one experiment, for an hour. A server that passes on what a visitor's
   * address says passes on its token as well, empty where there is none; a server's own overrides need none.
   */
  readonly previewToken?: string | undefined;
  /**
   * Whether the unit pays already. From a server only.
   *
   * @default false
   */
  readonly payingCustomer?: boolean | undefined;
  /**
   * False while consent to storage is withheld: the control, uncounted. When it comes, pass the answer's unit and `frozen`
   * with it, so that what was shown stays.
   *
   * @default true
   */
  readonly hasIdentity?: boolean | undefined;
  /**
   * Keys of the experiments to evaluate; ones that do not exist come back as `unknown-experiment`.
   *
   * @default every experiment that is not a draft
   */
  readonly experiments?: readonly string[] | undefined;
  /**
   * BCP 47 tag for the texts of the pricing document.
   *
   * @default "en-US"
   */
  readonly locale?: string | undefined;
  /**
   * @default the currency in which the unit was shown prices before, else the catalog's
   */
  readonly currency?: string | undefined;
}

export interface EvaluateResponse {
  /** The unit that was evaluated: keep a visitor's id in a cookie. */
  readonly unit: UnitReference;
  readonly assignments: readonly Assignment[];
  readonly pricing: PricingDocument;
  /** What may be charged, signed; null for a unit without an identity. */
  readonly quote: string | null;
  /** The unit's frozen records, signed, to be passed back next time. */
  readonly frozen: readonly string[];
  /** What of the request was not used, and why. */
  readonly ignored: readonly FieldProblem[];
  /** Ids of prices that the unit was shown before and that were withdrawn; left out where there are none. */
  readonly withdrawn?: readonly string[] | undefined;
}

export const evaluateRequest: z.ZodType<EvaluateRequest> = z.strictObject({
  unit: unitReference.optional(),
  attributes: z.record(z.string().max(128), z.unknown()).optional(),
  frozen: z.array(z.string().max(4096)).max(100).optional(),
  overrides: z.record(z.string().max(128), z.string().max(128)).optional(),
  previewToken: z.string().max(1024).optional(),
  payingCustomer: z.boolean().optional(),
  hasIdentity: z.boolean().optional(),
  experiments: z.array(z.string().max(512)).max(100).optional(),
  locale: z.string().max(64).refine(isLocale, 'use a BCP 47 language tag, such as "en-US"').optional(),
  currency: currencyCode.optional(),
});

const assignment: z.ZodType<Assignment> = z.object({
  experiment: z.string(),
  variant: z.string(),
  reason: z.enum([
    "unknown-experiment",
    "invalid-unit",
    "override",
    "frozen",
    "not-running",
    "concluded",
    "existing-customer",
    "no-identity",
    "internal",
    "seen-before",
    "over-quota",
    "unsupported",
    "not-in-audience",
    "held-out",
    "not-in-layer",
    "not-covered",
    "assigned",
    "frozen-unknown",
  ]),
  slot: z.number().int().nullable(),
  counted: z.boolean(),
});

export const evaluateResponse: z.ZodType<EvaluateResponse> = z.object({
  unit: unitReference,
  assignments: z.array(assignment),
  pricing: pricingDocumentSchema,
  quote: z.string().nullable(),
  frozen: z.array(z.string()),
  ignored: z.array(fieldProblem),
  withdrawn: z.array(z.string()).optional(),
});

function isLocale(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length === 1;
  } catch {
    return false;
  }
}

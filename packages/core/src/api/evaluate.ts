import { z } from "zod";
import type { Assignment } from "../assignment/assignment.ts";
import type { PricingDocument } from "../catalog/document/pricing-document.ts";
import { type UnitReference, unitReference } from "./events.ts";
import { currencyCode } from "./fields.ts";
import { pricingDocumentSchema } from "./pricing-document.ts";

/** `POST /v1/evaluate`: which prices does this unit see? */
export interface EvaluateRequest {
  readonly unit: UnitReference;
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
   * @default the catalog's currency
   */
  readonly currency?: string | undefined;
}

export interface EvaluateResponse {
  readonly assignments: readonly Assignment[];
  readonly pricing: PricingDocument;
}

export const evaluateRequest: z.ZodType<EvaluateRequest> = z.strictObject({
  unit: unitReference,
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
    "seen-before",
    "over-quota",
    "unsupported",
    "not-in-audience",
    "held-out",
    "not-in-layer",
    "not-covered",
    "assigned",
  ]),
  slot: z.number().int().nullable(),
  counted: z.boolean(),
});

export const evaluateResponse: z.ZodType<EvaluateResponse> = z.object({
  assignments: z.array(assignment),
  pricing: pricingDocumentSchema,
});

function isLocale(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length === 1;
  } catch {
    return false;
  }
}

import type {
  ErrorCode,
  EvaluationContext,
  JsonValue,
  Provider,
  ResolutionDetails,
  TrackingEventDetails,
} from "@openfeature/server-sdk";
import type { AssignmentReason } from "@pricewright/core";
import type { Pricing } from "../../pricing/pricing.ts";
import type { PricingAnswer } from "../../pricing/pricing-answer.ts";
import type { PricingUnit } from "../../pricing/pricing-unit.ts";

const REASONS: Readonly<Partial<Record<AssignmentReason, string>>> = {
  assigned: "SPLIT",
  frozen: "CACHED",
  override: "TARGETING_MATCH",
  "not-in-audience": "DEFAULT",
  "not-running": "DISABLED",
};

/**
 * A provider for OpenFeature's server SDK: a flag is an experiment's key. As a string it is the variant; as an object,
 * the variant, the pricing document and the quote. The targeting key is the unit's id, a visitor's unless
 * `kind: "account"` is in the context, and the rest are attributes.
 *
 * Evaluating shows a price and freezes it, so ask only where the price is shown.
 *
 * @example
 * import { OpenFeature } from "@openfeature/server-sdk";
 *
 * await OpenFeature.setProviderAndWait(pricewrightProvider(pricing));
 * await OpenFeature.getClient().getStringValue("pro-price", "control", { targetingKey: visitor });
 */
export function pricewrightProvider(pricing: Pricing): Provider {
  const evaluate = async <Value>(
    flag: string,
    fallback: Value,
    context: EvaluationContext,
    read: (variant: string, answer: PricingAnswer) => Value,
  ): Promise<ResolutionDetails<Value>> => {
    const unit = unitOf(context);
    if (unit === null)
      return failed(fallback, "TARGETING_KEY_MISSING", "Give the visitor's or account's id as targetingKey.");
    const answer = await pricing.evaluate(unit, { experiments: [flag] });
    const assignment = answer.assignments.find(({ experiment }) => experiment === flag);
    if (!assignment || assignment.reason === "unknown-experiment")
      return failed(fallback, "FLAG_NOT_FOUND", `There is no experiment "${flag}".`);
    const { variant, reason, counted } = assignment;
    return {
      value: read(variant, answer),
      variant,
      reason: REASONS[reason] ?? "DEFAULT",
      flagMetadata: { reason, counted },
    };
  };
  return {
    metadata: { name: "pricewright" },
    runsOn: "server",
    resolveStringEvaluation: (flag, fallback, context) =>
      evaluate<string>(flag, fallback, context, (variant) => variant),
    resolveBooleanEvaluation: async (flag, fallback) => mismatched(flag, fallback),
    resolveNumberEvaluation: async (flag, fallback) => mismatched(flag, fallback),
    resolveObjectEvaluation: <Value extends JsonValue>(flag: string, fallback: Value, context: EvaluationContext) =>
      evaluate<Value>(
        flag,
        fallback,
        context,
        // A pricing document is JSON through and through.
        (variant, { pricing: document, quote }) => ({ variant, pricing: document, quote }) as unknown as Value,
      ),
    track: (outcome: string, context: EvaluationContext = {}, details: TrackingEventDetails = {}) => {
      const unit = unitOf(context);
      if (unit?.id === undefined) return;
      const { id } = details;
      const named = { kind: unit.kind ?? "visitor", id: unit.id };
      pricing.track({ type: "outcome", outcome, unit: named, ...(typeof id === "string" ? { id } : {}) });
    },
    onClose: () => pricing.close(),
  };
}

function unitOf({ targetingKey, kind, ...attributes }: EvaluationContext): PricingUnit | null {
  if (targetingKey === undefined || targetingKey === "") return null;
  return kind === "account" ? { kind, id: targetingKey, attributes } : { id: targetingKey, attributes };
}

function mismatched<Value>(flag: string, value: Value): ResolutionDetails<Value> {
  return failed(
    value,
    "TYPE_MISMATCH",
    `"${flag}" has variants: ask for a string, or for an object with their prices.`,
  );
}

function failed<Value>(value: Value, code: `${ErrorCode}`, errorMessage: string): ResolutionDetails<Value> {
  // Its enum would have the package loaded.
  return { value, reason: "ERROR", errorCode: code as ErrorCode, errorMessage };
}

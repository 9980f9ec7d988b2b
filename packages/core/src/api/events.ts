import { z } from "zod";
import { isUnitId, type UnitKind } from "../assignment/unit.ts";
import { currencyCode, decimalAmount, isoTime, key } from "./fields.ts";
import { MOST_EVENTS } from "./limits.ts";

/** A unit on the wire. */
export interface UnitReference {
  readonly kind: UnitKind;
  readonly id: string;
}

/** One price that was on the page. */
export interface ShownPrice {
  /** Price id. */
  readonly price: string;
  /** Decimal string in major units, as rendered. */
  readonly amount: string;
  readonly currency: string;
}

interface EventBase {
  /** Chosen by the sender; the same id is stored once. At most 128 characters. */
  readonly id: string;
  readonly unit: UnitReference;
  /** ISO 8601. */
  readonly occurredAt: string;
}

/** A unit really saw a variant's prices. */
export interface ExposureEvent extends EventBase {
  readonly type: "exposure";
  /** Key of the experiment. */
  readonly experiment: string;
  /** Key of the variant. */
  readonly variant: string;
  /** Prices as they were shown; compared with the variant's own. */
  readonly shown: readonly ShownPrice[];
}

/** A unit bought something. Which experiments it belongs to follows from the unit. */
export interface ConversionEvent extends EventBase {
  readonly type: "conversion";
  /** Id of the price that was charged. */
  readonly price: string;
  /** Decimal string in major units, before discount, tax and proration. */
  readonly amount: string;
  readonly currency: string;
}

/** Anything that can be reported about a unit. */
export type PricingEvent = ExposureEvent | ConversionEvent;

export const unitReference: z.ZodType<UnitReference> = z.strictObject({
  kind: z.enum(["visitor", "account"]),
  id: z.string().refine(isUnitId, "use 1 to 512 bytes of UTF-8"),
});

const base = { id: z.string().min(1).max(128), unit: unitReference, occurredAt: isoTime };
const shownPrice = z.strictObject({ price: key, amount: decimalAmount, currency: currencyCode });

/** Reads one event. */
export const pricingEvent: z.ZodType<PricingEvent> = z.discriminatedUnion("type", [
  z.strictObject({
    ...base,
    type: z.literal("exposure"),
    experiment: key,
    variant: key,
    shown: z.array(shownPrice).max(100),
  }),
  z.strictObject({ ...base, type: z.literal("conversion"), price: key, amount: decimalAmount, currency: currencyCode }),
]);

/** `POST /v1/events`: each event is read on its own, so one bad event does not refuse the others. */
export interface TrackRequest {
  /** 1 to 1,000 events. */
  readonly events: readonly unknown[];
}

export const trackRequest: z.ZodType<TrackRequest> = z.strictObject({
  events: z.array(z.unknown()).min(1).max(MOST_EVENTS),
});

/** What became of one event, in the order sent. */
export type EventResult =
  | { readonly id: string; readonly status: "accepted" | "duplicate" | "unverified" }
  | { readonly id: string | null; readonly status: "rejected"; readonly problems: readonly FieldProblem[] };

/** One thing wrong with one field. */
export interface FieldProblem {
  /** Dotted path, such as `variants.1.weight`; empty for the whole. */
  readonly field: string;
  readonly code: string;
  /** What is wrong and what to do. */
  readonly message: string;
}

export interface TrackResponse {
  readonly results: readonly EventResult[];
}

export const fieldProblem: z.ZodType<FieldProblem> = z.object({
  field: z.string(),
  code: z.string(),
  message: z.string(),
});

export const trackResponse: z.ZodType<TrackResponse> = z.object({
  results: z.array(
    z.union([
      z.object({ id: z.string(), status: z.enum(["accepted", "duplicate", "unverified"]) }),
      z.object({ id: z.string().nullable(), status: z.literal("rejected"), problems: z.array(fieldProblem) }),
    ]),
  ),
});

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
  /** ISO 8601. */
  readonly occurredAt: string;
}

interface UnitEvent extends EventBase {
  readonly unit: UnitReference;
}

/** A server says that a unit really saw a variant's prices. */
export interface ExposureEvent extends UnitEvent {
  readonly type: "exposure";
  /** Key of the experiment. */
  readonly experiment: string;
  /** Key of the variant. */
  readonly variant: string;
  /** Prices as they were shown; compared with the variant's own. */
  readonly shown: readonly ShownPrice[];
  /** Values of the experiment's declared segments; the rest is dropped. */
  readonly attributes?: Readonly<Record<string, unknown>> | undefined;
  /** A label of the traffic, such as a campaign or a bot's name, by which it can be excluded. */
  readonly label?: string | undefined;
}

/** A browser says that the prices of a quote were really seen. Unit and variants are read from the quote. */
export interface QuotedExposureEvent extends EventBase {
  readonly type: "quoted-exposure";
  readonly quote: string;
  readonly shown: readonly ShownPrice[];
  /**
   * Experiments whose prices were on screen.
   *
   * @default all of the quote
   */
  readonly experiments?: readonly string[] | undefined;
}

/** A unit bought something. Which experiments it belongs to follows from the unit. */
export interface ConversionEvent extends UnitEvent {
  readonly type: "conversion";
  /** Id of the price that was charged. */
  readonly price: string;
  /** Decimal string in major units, before discount, tax and proration. */
  readonly amount: string;
  readonly currency: string;
  /**
   * What it brought, after discount and without tax.
   *
   * @default amount
   */
  readonly revenue?: string | undefined;
  /**
   * The quote that was bought on, of this unit or of a visitor that it was identified as. Where it holds, the report says
   * whether the sale is counted under the arm that was quoted, and whether it came without an exposure.
   */
  readonly quote?: string | undefined;
}

/** Money was given back. It belongs to its sale, whenever it comes. */
export interface RefundEvent extends UnitEvent {
  readonly type: "refund";
  /** Id of the conversion event. */
  readonly conversion: string;
  readonly amount: string;
  readonly currency: string;
}

/** What a unit cost, for example by its usage. */
export interface CostEvent extends UnitEvent {
  readonly type: "cost";
  /** Decimal string in major units, with up to 12 decimals. */
  readonly cost: string;
  readonly currency: string;
}

/** Something happened to a unit that is no money, such as `churn`: what guardrails of that name are judged by. */
export interface OutcomeEvent extends UnitEvent {
  readonly type: "outcome";
  /** Such as `churn`, or `complaint`. */
  readonly outcome: string;
}

/** Anything that can be reported about a unit. */
export type PricingEvent =
  | ExposureEvent
  | QuotedExposureEvent
  | ConversionEvent
  | RefundEvent
  | CostEvent
  | OutcomeEvent;

export const unitReference: z.ZodType<UnitReference> = z.strictObject({
  kind: z.enum(["visitor", "account"]),
  id: z.string().refine(isUnitId, "use 1 to 512 bytes of UTF-8"),
});

const base = { id: z.string().min(1).max(128), occurredAt: isoTime };
const ofUnit = { ...base, unit: unitReference };
const shownPrice = z.strictObject({ price: key, amount: decimalAmount, currency: currencyCode });
const shown = z.array(shownPrice).max(100);

/** Reads one event. */
export const pricingEvent: z.ZodType<PricingEvent> = z.discriminatedUnion("type", [
  z.strictObject({
    ...ofUnit,
    type: z.literal("exposure"),
    experiment: key,
    variant: key,
    shown,
    attributes: z.record(z.string().max(128), z.unknown()).optional(),
    label: z.string().max(128).optional(),
  }),
  z.strictObject({
    ...base,
    type: z.literal("quoted-exposure"),
    quote: z.string().max(8192),
    shown,
    experiments: z.array(key).max(100).optional(),
  }),
  z.strictObject({
    ...ofUnit,
    type: z.literal("conversion"),
    price: key,
    amount: decimalAmount,
    currency: currencyCode,
    revenue: decimalAmount.optional(),
    quote: z.string().max(8192).optional(),
  }),
  z.strictObject({
    ...ofUnit,
    type: z.literal("refund"),
    conversion: z.string().min(1).max(128),
    amount: decimalAmount,
    currency: currencyCode,
  }),
  z.strictObject({ ...ofUnit, type: z.literal("cost"), cost: decimalAmount, currency: currencyCode }),
  z.strictObject({ ...ofUnit, type: z.literal("outcome"), outcome: key }),
]);

/** `POST /v1/events`: each event is read on its own, so one bad event does not refuse the others. */
export interface TrackRequest {
  /** 1 to 1,000 events. */
  readonly events: readonly unknown[];
  /** The sender's clock when it sent them: a browser's times are corrected by it. */
  readonly sentAt?: string | undefined;
}

export const trackRequest: z.ZodType<TrackRequest> = z.strictObject({
  events: z.array(z.unknown()).min(1).max(MOST_EVENTS),
  sentAt: isoTime.optional(),
});

/** What became of one event, in the order sent. */
export type EventResult =
  | { readonly id: string; readonly status: "accepted" | "duplicate" }
  /** Kept, and counted nowhere, for the reason of this code. */
  | { readonly id: string; readonly status: "unverified"; readonly reason: string }
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
  /**
   * The events are kept safely and are counted in a moment. Whether an id was used before is found out then, so
   * `accepted` may turn out to be a duplicate, which counts once. Without it they are counted already.
   */
  readonly deferred?: true | undefined;
}

export const fieldProblem: z.ZodType<FieldProblem> = z.object({
  field: z.string(),
  code: z.string(),
  message: z.string(),
});

export const trackResponse: z.ZodType<TrackResponse> = z.object({
  results: z.array(
    z.union([
      z.object({ id: z.string(), status: z.enum(["accepted", "duplicate"]) }),
      z.object({ id: z.string(), status: z.literal("unverified"), reason: z.string() }),
      z.object({ id: z.string().nullable(), status: z.literal("rejected"), problems: z.array(fieldProblem) }),
    ]),
  ),
  deferred: z.literal(true).optional(),
});

/** An event as the list of what came last tells it. */
export interface RecentEvent {
  readonly unit: UnitReference;
  readonly source: string;
  readonly id: string;
  readonly type: string;
  /** Where it belongs; the variant is null where it is not known. */
  readonly experiments: readonly { readonly experiment: string; readonly variant: string | null }[];
  readonly occurredAt: string;
  readonly receivedAt: string;
  /** Why it counts nowhere; empty where it counts. */
  readonly unverified: string;
  readonly price: string | null;
  readonly amount: string | null;
  readonly currency: string | null;
}

/** A part of the events that came last, newest first. */
export interface RecentEventList {
  readonly events: readonly RecentEvent[];
  readonly nextCursor: string | null;
}

/** Schema of {@link RecentEventList}. */
export const recentEventList: z.ZodType<RecentEventList> = z.object({
  events: z.array(
    z.object({
      unit: unitReference,
      source: z.string(),
      id: z.string(),
      type: z.string(),
      experiments: z.array(z.object({ experiment: z.string(), variant: z.string().nullable() })),
      occurredAt: z.string(),
      receivedAt: z.string(),
      unverified: z.string(),
      price: z.string().nullable(),
      amount: z.string().nullable(),
      currency: z.string().nullable(),
    }),
  ),
  nextCursor: z.string().nullable(),
});

import { z } from "zod";
import type { FrozenRecord } from "../assignment/frozen-record.ts";
import type { OutcomeStanding, UnitStanding } from "../statistics/folding/standing.ts";
import { type UnitReference, unitReference } from "./events.ts";
import { reason } from "./fields.ts";

/** How a unit stands in one experiment, and why. */
export interface UnitInExperiment {
  readonly experiment: string;
  /** The price that is the unit's, by the records of all its ids; null where none was ever shown. */
  readonly frozen: FrozenRecord | null;
  /** What the unit's variant shows; empty where no price is the unit's. */
  readonly prices: readonly {
    readonly plan: string;
    readonly price: string;
    readonly amount: string;
    readonly currency: string;
  }[];
  /** The totals that results are made of; null while no exposure counts. */
  readonly totals: {
    readonly variant: string;
    readonly revision: number;
    readonly weightEpoch: number;
    readonly firstExposedAt: string;
    readonly segments: readonly string[];
    readonly converted: boolean;
    /** Minor units of the reporting currency, net of refunds. */
    readonly revenue: string;
    /** Pico-units (1e-12) of the reporting currency. */
    readonly cost: string;
    readonly slotDrift: boolean;
  } | null;
  /** Whether the unit is in the analysis, or why not. */
  readonly standing: UnitStanding | "not-exposed" | "internal";
  /** How each outcome stands, by its event's id. */
  readonly outcomes: Readonly<Record<string, OutcomeStanding>>;
}

/** One stored event of the unit. */
export interface UnitEvent {
  readonly unit: UnitReference;
  readonly source: string;
  readonly id: string;
  readonly type: string;
  readonly occurredAt: string;
  readonly receivedAt: string;
  /** Empty for an event that counts; else why it does not. */
  readonly unverified: string;
  /** What else was reported. */
  readonly body: unknown;
  /** Experiments that it is of, with what was found out at receipt. */
  readonly exposures: readonly unknown[];
}

/** Money that came, was given back, or was spent, or something else that happened. */
export interface UnitOutcome {
  readonly unit: UnitReference;
  readonly source: string;
  readonly id: string;
  readonly type: "sale" | "refund" | "cost" | "outcome";
  readonly occurredAt: string;
  readonly price: string | null;
  readonly amount: string | null;
  readonly revenue: string | null;
  readonly cost: string | null;
  readonly currency: string;
  /** Of a refund: the sale's id. */
  readonly sale: string | null;
  /** Of what is no money: its name. */
  readonly name: string | null;
}

/** `GET /v1/units/{kind}/{id}`: everything that is known of a unit. */
export interface UnitReport {
  /** The id that the unit is counted under. */
  readonly unit: UnitReference;
  /** Every id of the unit. */
  readonly ids: readonly UnitReference[];
  /** Those of the ids that are listed as the tenant's own people. */
  readonly internal: readonly UnitReference[];
  /** Who turned out to be whom, also the links that came too late to hold. */
  readonly links: readonly { readonly visitor: string; readonly account: string; readonly at: string }[];
  readonly experiments: readonly UnitInExperiment[];
  /** Records of every price that one of the ids was shown. */
  readonly frozen: readonly FrozenRecord[];
  readonly events: readonly UnitEvent[];
  readonly outcomes: readonly UnitOutcome[];
  readonly checkouts: readonly {
    readonly id: string;
    readonly plan: string;
    readonly price: string;
    readonly amount: string;
    readonly currency: string;
    readonly status: string;
    readonly createdAt: string;
  }[];
}

/** `DELETE /v1/units/{kind}/{id}`: how much was made nobody's. Amounts stay, so totals do. */
export interface ErasureReceipt {
  /** Ids that were replaced: the account's and those of its visitors. */
  readonly ids: number;
  readonly events: number;
  readonly outcomes: number;
}

const record = z.looseObject({ experiment: z.string(), variant: z.string() }) as unknown as z.ZodType<FrozenRecord>;
const text = z.string().nullable();

const inExperiment: z.ZodType<UnitInExperiment> = z.object({
  experiment: z.string(),
  frozen: record.nullable(),
  prices: z.array(z.object({ plan: z.string(), price: z.string(), amount: z.string(), currency: z.string() })),
  totals: z
    .object({
      variant: z.string(),
      revision: z.number().int(),
      weightEpoch: z.number().int(),
      firstExposedAt: z.string(),
      segments: z.array(z.string()),
      converted: z.boolean(),
      revenue: z.string(),
      cost: z.string(),
      slotDrift: z.boolean(),
    })
    .nullable(),
  standing: z.enum(["counted", "multiple-exposure", "price-mismatch", "not-exposed", "internal"]),
  outcomes: z.record(z.string(), z.enum(["counted", "no-exposure", "before-exposure", "after-horizon", "unconverted"])),
});

export const unitReport: z.ZodType<UnitReport> = z.object({
  unit: unitReference,
  ids: z.array(unitReference),
  internal: z.array(unitReference),
  links: z.array(z.object({ visitor: z.string(), account: z.string(), at: z.string() })),
  experiments: z.array(inExperiment),
  frozen: z.array(record),
  events: z.array(
    z.object({
      unit: unitReference,
      source: z.string(),
      id: z.string(),
      type: z.string(),
      occurredAt: z.string(),
      receivedAt: z.string(),
      unverified: z.string(),
      body: z.unknown(),
      exposures: z.array(z.unknown()),
    }),
  ),
  outcomes: z.array(
    z.object({
      unit: unitReference,
      source: z.string(),
      id: z.string(),
      type: z.enum(["sale", "refund", "cost", "outcome"]),
      occurredAt: z.string(),
      price: text,
      amount: text,
      revenue: text,
      cost: text,
      currency: z.string(),
      sale: text,
      name: text,
    }),
  ),
  checkouts: z.array(
    z.object({
      id: z.string(),
      plan: z.string(),
      price: z.string(),
      amount: z.string(),
      currency: z.string(),
      status: z.string(),
      createdAt: z.string(),
    }),
  ),
}) as unknown as z.ZodType<UnitReport>;

export const erasureReceipt: z.ZodType<ErasureReceipt> = z.object({
  ids: z.number().int(),
  events: z.number().int(),
  outcomes: z.number().int(),
});

/** `PUT /v1/internal-units/{kind}/{id}`: one of the tenant's own people, whom every experiment leaves out. */
export interface InternalUnitRequest {
  /** Goes to the list and to the audit log. */
  readonly reason: string;
}

/** A unit of the tenant's own people. */
export interface InternalUnit {
  readonly unit: UnitReference;
  readonly reason: string;
  readonly addedAt: string;
}

/** `GET /v1/internal-units`, oldest first. */
export interface InternalUnitList {
  readonly units: readonly InternalUnit[];
}

export const internalUnitRequest: z.ZodType<InternalUnitRequest> = z.strictObject({
  reason,
});

const internalUnit = z.object({ unit: unitReference, reason: z.string(), addedAt: z.string() });

export const internalUnitResource: z.ZodType<InternalUnit> = internalUnit;
export const internalUnitList: z.ZodType<InternalUnitList> = z.object({ units: z.array(internalUnit) });

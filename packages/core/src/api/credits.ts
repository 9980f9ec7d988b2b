import { z } from "zod";
import { isUnitId } from "../assignment/unit.ts";
import type { Charge } from "../credits/charging/charge.ts";
import type { KeySource } from "../credits/charging/markup-rule.ts";
import type { GrantKind } from "../credits/grants/grant.ts";
import type { OnExpiry } from "../credits/holds/hold-record.ts";
import type { Balances } from "../credits/ledger/balances.ts";
import type {
  ChargeResult,
  EndResult,
  GrantResult,
  HoldResult,
  RefundResult,
  ReleaseResult,
  SettleResult,
} from "../credits/ledger/command-result.ts";
import { LEDGER_ACCOUNTS, LEDGER_REASONS, type LedgerEntry } from "../credits/ledger/ledger-entry.ts";
import type { JsonOf } from "../credits/ledger/state-to-json.ts";
import type { MeterUsage, ModelUsage } from "../credits/usage/usage.ts";
import { isoTime, key } from "./fields.ts";

/** `GET /v1/accounts/{id}/credits`: where an account's credits are, as decimal strings. */
export interface CreditBalance extends JsonOf<Balances> {
  readonly account: string;
  readonly at: string;
  /** The meter that it was asked for; null for all credits. */
  readonly meter: string | null;
}

/** What becomes of the rest of a grant at its end. */
interface RolloverTerms {
  /** @default "0" */
  readonly minimum?: string | undefined;
  readonly maximum: string;
  /** When the grants that follow expire, one after another. */
  readonly ends: readonly string[];
}

/** `POST /v1/accounts/{id}/credits/grants`: gives credits. */
export interface GrantRequest {
  /**
   * The same id again gives nothing more.
   *
   * @default the `Idempotency-Key`, else one that the server makes
   */
  readonly id?: string | undefined;
  /** Credits, above 0. */
  readonly amount: string;
  /** @default "paid" */
  readonly kind?: GrantKind | undefined;
  /**
   * A whole number; 0 burns first.
   *
   * @default 50
   */
  readonly priority?: number | undefined;
  /** @default now */
  readonly effectiveAt?: string | undefined;
  /** @default never */
  readonly expiresAt?: string | undefined;
  /**
   * The meters that may use it.
   *
   * @default all
   */
  readonly meters?: readonly string[] | undefined;
  /** What one of its credits was bought for, in major units. */
  readonly costBasis?: string | undefined;
  /** Id of the purchase that several grants belong to. */
  readonly purchase?: string | undefined;
  readonly rollover?: RolloverTerms | undefined;
}

/** How far an account may go below nothing. */
interface OverdraftTerms {
  /** Credits that debts and uncovered holds may reach together. */
  readonly limit: string;
}

/** `POST /v1/accounts/{id}/credits/holds`: sets credits aside for work whose price is not known yet. */
export interface HoldRequest {
  /**
   * Also the id of the charge that it becomes.
   *
   * @default the `Idempotency-Key`, else one that the server makes
   */
  readonly id?: string | undefined;
  readonly amount: string;
  readonly meter?: string | undefined;
  /** @default an hour from now */
  readonly expiresAt?: string | undefined;
  /** @default "release" */
  readonly onExpiry?: OnExpiry | undefined;
  /** @default none */
  readonly overdraft?: OverdraftTerms | undefined;
}

/** Usage to be charged for at the account's price list. */
export interface UsageRequest {
  readonly usage: ModelUsage | MeterUsage;
  /** The pinned cost table by which it is priced. */
  readonly costTable: { readonly id: string; readonly version: string };
  /** @default "platform" */
  readonly keySource?: KeySource | undefined;
  /** The variant that markup rules may name. */
  readonly variant?: string | undefined;
}

/** `POST /v1/accounts/{id}/credits/holds/{hold}/settle`: credits, or the usage that they are for. */
export type SettleRequest = { readonly actual: string } | UsageRequest;

/** `POST /v1/accounts/{id}/credits/charges`: uses credits at once, all or none: an amount, or usage that is priced here. */
export type ChargeRequest = {
  /** @default the `Idempotency-Key`, else one that the server makes */
  readonly id?: string | undefined;
  /** @default none */
  readonly overdraft?: OverdraftTerms | undefined;
} & ({ readonly amount: string; readonly meter?: string | undefined } | UsageRequest);

/** `POST /v1/accounts/{id}/credits/refunds`: pays back a charge, or part of it. */
export interface RefundRequest {
  /** @default the `Idempotency-Key`, else one that the server makes */
  readonly id?: string | undefined;
  /** Id of the charge or of the settled hold. */
  readonly charge: string;
  /** @default all that was not paid back */
  readonly amount?: string | undefined;
}

/** A grant was given. */
export type GrantAnswer = JsonOf<GrantResult>;
/** Credits were set aside. */
export type HoldAnswer = JsonOf<HoldResult>;
/** What the first settle or release of a hold came to. With `priced`: how usage became the amount. */
export type HoldEndAnswer = (JsonOf<SettleResult> | JsonOf<ReleaseResult>) & { readonly priced: Charge | null };
/** Credits were used. With `priced`: how usage became the amount. */
export type ChargeAnswer = JsonOf<ChargeResult> & { readonly priced: Charge | null };
/** A charge was paid back. */
export type RefundAnswer = JsonOf<RefundResult>;
/** A grant ended before its time. */
export type GrantEndAnswer = JsonOf<EndResult>;

/** `GET /v1/accounts/{id}/credits/ledger`: a part of the entries, oldest first. */
export interface LedgerPage {
  readonly entries: readonly JsonOf<LedgerEntry>[];
  readonly nextCursor: string | null;
}

const id = z.string().refine(isUnitId, "use 1 to 512 bytes of UTF-8");
const credits = z
  .string()
  .regex(/^\d{1,21}(\.\d{1,6})?$/, 'use a plain decimal string of credits with at most 6 decimals, such as "12.5"')
  .describe("Credits, decimal string with at most 6 decimals");
const decimal = z.string().regex(/^\d{1,15}(\.\d{1,12})?$/, 'use a plain decimal string, such as "0.01"');
const name = z.string().min(1).max(256);
const whole = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER);
const overdraft = z.strictObject({ limit: credits });

export const grantRequest: z.ZodType<GrantRequest> = z.strictObject({
  id: id.optional(),
  amount: credits,
  kind: z.enum(["paid", "promotional"]).optional(),
  priority: whole.optional(),
  effectiveAt: isoTime.optional(),
  expiresAt: isoTime.optional(),
  meters: z.array(key).min(1).max(100).optional(),
  costBasis: decimal.optional(),
  purchase: id.optional(),
  rollover: z
    .strictObject({ minimum: credits.optional(), maximum: credits, ends: z.array(isoTime).min(1).max(100) })
    .optional(),
});

export const holdRequest: z.ZodType<HoldRequest> = z.strictObject({
  id: id.optional(),
  amount: credits,
  meter: key.optional(),
  expiresAt: isoTime.optional(),
  onExpiry: z.enum(["release", "capture-estimate"]).optional(),
  overdraft: overdraft.optional(),
});

const tokens = z.strictObject({
  input: whole,
  output: whole,
  cachedInput: whole.optional(),
  cacheWrite5m: whole.optional(),
  cacheWrite1h: whole.optional(),
  reasoning: whole.optional(),
  audioInput: whole.optional(),
  audioOutput: whole.optional(),
  extras: z.record(name, whole).optional(),
});
const usage = {
  usage: z.discriminatedUnion("type", [
    z.strictObject({
      type: z.literal("tokens"),
      provider: name,
      model: name,
      tokens,
      batch: z.boolean().optional(),
      meter: key.optional(),
    }),
    z.strictObject({ type: z.literal("quantity"), meter: key, quantity: z.union([decimal, whole]) }),
  ]),
  costTable: z.strictObject({ id: name, version: name }),
  keySource: z.enum(["platform", "byok"]).optional(),
  variant: key.optional(),
};

export const settleRequest: z.ZodType<SettleRequest> = z.union([
  z.strictObject({ actual: credits.describe("Credits that the work took") }),
  z.strictObject(usage),
]);

export const chargeRequest: z.ZodType<ChargeRequest> = z.union([
  z.strictObject({
    id: id.optional(),
    overdraft: overdraft.optional(),
    amount: credits,
    meter: key.optional(),
  }),
  z.strictObject({ id: id.optional(), overdraft: overdraft.optional(), ...usage }),
]);

export const refundRequest: z.ZodType<RefundRequest> = z.strictObject({
  id: id.optional(),
  charge: id,
  amount: credits.optional(),
});

const amount = z.string().describe("Credits, decimal string");
const balances = {
  granted: z.string(),
  scheduled: z.string(),
  available: z.string().describe("Credits that can be used"),
  held: z.string(),
  consumed: z.string(),
  expired: z.string(),
  voided: z.string(),
  debt: z.string(),
};

export const creditBalance: z.ZodType<CreditBalance> = z.object({
  account: z.string(),
  at: isoTime,
  meter: z.string().nullable(),
  ...balances,
});

const portion = { grant: z.string(), amount };
const parts = z.array(z.object(portion));
const returned = z.array(z.object({ ...portion, to: z.enum(["available", "expired", "voided"]) }));
const priced = z.unknown() as unknown as z.ZodType<Charge | null>;

export const grantAnswer: z.ZodType<GrantAnswer> = z.object({ type: z.literal("granted"), ...portion });
export const holdAnswer: z.ZodType<HoldAnswer> = z.object({
  type: z.literal("held"),
  hold: z.string(),
  taken: parts,
  uncovered: z.string(),
});
export const holdEndAnswer: z.ZodType<HoldEndAnswer> = z.discriminatedUnion("type", [
  z.object({
    type: z.literal("settled"),
    hold: z.string(),
    charged: z.string(),
    parts,
    debt: z.string(),
    returned,
    priced,
  }),
  z.object({ type: z.literal("released"), hold: z.string(), debt: z.string(), returned, priced }),
]);
export const chargeAnswer: z.ZodType<ChargeAnswer> = z.object({
  type: z.literal("charged"),
  charge: z.string(),
  amount,
  parts,
  debt: z.string(),
  priced,
});
export const refundAnswer: z.ZodType<RefundAnswer> = z.object({
  type: z.literal("refunded"),
  refund: z.string(),
  charge: z.string(),
  amount,
  debt: z.string(),
  returned,
});
export const grantEndAnswer: z.ZodType<GrantEndAnswer> = z.object({ type: z.enum(["voided", "expired"]), ...portion });

const place = z.enum(LEDGER_ACCOUNTS);

export const ledgerPage: z.ZodType<LedgerPage> = z.object({
  entries: z.array(
    z.object({
      sequence: z.number().int(),
      transaction: z.number().int(),
      grant: z.string().nullable(),
      from: place,
      to: place,
      amount,
      effectiveAt: isoTime,
      recordedAt: isoTime,
      reason: z.enum(LEDGER_REASONS),
      reference: z.string(),
    }),
  ),
  nextCursor: z.string().nullable(),
});

import { z } from "zod";
import { parseCredits } from "../../money/scaled-decimal.ts";
import type { CreditState } from "./credit-state.ts";
import { LEDGER_ACCOUNTS, LEDGER_REASONS, type LedgerEntry } from "./ledger-entry.ts";

const credits = z
  .string()
  .regex(/^\d{1,40}(\.\d{1,6})?$/, "is not a decimal string of credits")
  .transform(parseCredits);
const instant = z.iso.datetime({ precision: 3 });
const id = z.string().min(1);
const count = z.int().min(0);

const portion = z.strictObject({ grant: id, amount: credits });
const portions = z.array(portion);
const returned = z.array(portion.extend({ to: z.enum(["available", "expired", "voided"]) }));

const grant = z.strictObject({
  id,
  amount: credits,
  kind: z.enum(["paid", "promotional"]),
  priority: count,
  effectiveAt: instant,
  expiresAt: instant.optional(),
  meters: z.array(z.string()).min(1).optional(),
  createdAt: instant,
  costBasis: z.string().optional(),
  purchase: z.string().optional(),
  rollover: z.strictObject({ minimum: credits, maximum: credits, ends: z.array(instant) }).optional(),
  scheduled: credits,
  available: credits,
  held: credits,
  consumed: credits,
  expired: credits,
  voided: credits,
  ended: z.strictObject({ at: instant, as: z.enum(["expired", "voided"]) }).optional(),
});

const decision = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("settled"), hold: id, charged: credits, parts: portions, debt: credits, returned }),
  z.strictObject({ type: z.literal("released"), hold: id, debt: credits, returned }),
]);
const hold = z.strictObject({
  id,
  amount: credits,
  meter: z.string().optional(),
  at: instant,
  expiresAt: instant,
  onExpiry: z.enum(["release", "capture-estimate"]),
  taken: portions,
  uncovered: credits,
  after: count,
  status: z.enum(["open", "expired", "decided"]),
  decision: decision.optional(),
});

const refund = z.strictObject({
  type: z.literal("refunded"),
  refund: id,
  charge: id,
  amount: credits,
  debt: credits,
  returned,
});
const charge = z.strictObject({
  id,
  amount: credits,
  meter: z.string().optional(),
  at: instant,
  parts: portions,
  owed: credits,
  owedSince: count,
  refunds: z.array(refund),
  answer: z.strictObject({ parts: portions, debt: credits }).optional(),
});

type StoredState = Omit<CreditState, "quietUntil" | "owing" | "holds" | "charges"> & {
  readonly holds: readonly (CreditState["holds"] extends ReadonlyMap<string, infer Hold> ? Hold : never)[];
  readonly charges: readonly (CreditState["charges"] extends ReadonlyMap<string, infer Charge> ? Charge : never)[];
};

/** A state as JSON has it. */
export const stateSchema: z.ZodType<StoredState> = z.strictObject({
  time: instant.nullable(),
  transactions: count,
  entries: count,
  grants: z.array(grant),
  holds: z.array(hold),
  charges: z.array(charge),
});

const ledgerAccount = z.enum(LEDGER_ACCOUNTS);

/** A ledger entry as JSON has it. */
export const entrySchema: z.ZodType<LedgerEntry> = z.strictObject({
  sequence: count,
  transaction: count,
  grant: id.nullable(),
  from: ledgerAccount,
  to: ledgerAccount,
  amount: credits,
  effectiveAt: instant,
  recordedAt: instant,
  reason: z.enum(LEDGER_REASONS),
  reference: id,
});

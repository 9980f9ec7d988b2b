import { z } from "zod";
import type { ProviderName } from "./providers.ts";

/** `GET /v1/usage`: how much of the month's quota is used. */
export interface UsageResponse {
  /** Units whose first verified exposure lies in this month. */
  readonly used: number;
  /** Null for no limit. */
  readonly limit: number | null;
  readonly left: number | null;
  /** First moment of the next month, UTC. */
  readonly resetsAt: string;
  /** Requests to payment providers with the tenant's own keys this month, which no quota limits. */
  readonly providerCalls: Readonly<Record<ProviderName, number>>;
}

export const usageResponse: z.ZodType<UsageResponse> = z.object({
  used: z.number().int(),
  limit: z.number().int().nullable(),
  left: z.number().int().nullable(),
  resetsAt: z.string(),
  providerCalls: z.object({ stripe: z.number().int(), lemonsqueezy: z.number().int(), paid: z.number().int() }),
});

/** Something that somebody changed. */
export interface AuditEntryResource {
  readonly id: string;
  readonly at: string;
  /** Who: the id of a key or a person. */
  readonly actor: string;
  /** Such as `experiment.start`. */
  readonly action: string;
  /** Such as `experiment/pro-price`. */
  readonly target: string;
  readonly detail: Readonly<Record<string, unknown>>;
  /** The same for people: who did what to what, what it was before and after, and why. */
  readonly sentence: string;
}

/** `GET /v1/audit`: a part of the log, newest first. */
export interface AuditResponse {
  readonly entries: readonly AuditEntryResource[];
  /** Where the next part begins; null at the end. */
  readonly nextCursor: string | null;
}

export const auditResponse: z.ZodType<AuditResponse> = z.object({
  entries: z.array(
    z.object({
      id: z.string(),
      at: z.string(),
      actor: z.string(),
      action: z.string(),
      target: z.string(),
      detail: z.record(z.string(), z.unknown()),
      sentence: z.string(),
    }),
  ),
  nextCursor: z.string().nullable(),
});

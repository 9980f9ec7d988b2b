import { z } from "zod";
import { type FieldProblem, fieldProblem } from "./events.ts";

/** An error answer, `application/problem+json` by RFC 9457. */
export interface ProblemDocument {
  /** Where the code is documented. */
  readonly type: string;
  readonly title: string;
  readonly status: number;
  /** Stable and machine-readable. */
  readonly code: string;
  /** What happened, what was given, what to do. */
  readonly detail: string;
  /** Everything wrong with the request, field by field. */
  readonly problems: readonly FieldProblem[];
  readonly requestId: string;
  /** Of `quota_exceeded`: when the quota starts again, ISO 8601. */
  readonly resetsAt?: string | undefined;
  /** Of `quota_exceeded`: where a larger plan is to be had. */
  readonly upgradeUrl?: string | undefined;
  /** Of `insufficient-credits`: how many credits were missing. */
  readonly shortfall?: string | undefined;
  /** Of `provider-unavailable`: whether the same request may succeed later. */
  readonly retryable?: boolean | undefined;
}

export const problemDocument: z.ZodType<ProblemDocument> = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  code: z.string(),
  detail: z.string(),
  problems: z.array(fieldProblem),
  requestId: z.string(),
  resetsAt: z.string().optional(),
  upgradeUrl: z.string().optional(),
  shortfall: z.string().optional(),
  retryable: z.boolean().optional(),
});

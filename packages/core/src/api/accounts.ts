import { z } from "zod";
import { isUnitId } from "../assignment/unit.ts";
import type { CostTable, CostTableInput, CostTableReference } from "../credits/cost-tables/cost-table.ts";
import type { MarginAdvice } from "../credits/margin/advise-on-margin.ts";
import type { MarginReport } from "../credits/margin/margin-report.ts";
import { isoTime, key } from "./fields.ts";

/** A customer with credits. */
export interface AccountResource {
  readonly id: string;
  readonly plan: string | null;
  /** The version of the price list that the customer keeps; null where none was published yet. */
  readonly catalogVersion: number | null;
  readonly createdAt: string;
}

/** `GET /v1/accounts`: a part of the accounts, by id. */
export interface AccountList {
  readonly accounts: readonly AccountResource[];
  readonly nextCursor: string | null;
}

/** `PUT /v1/accounts/{id}`: makes an account, or moves it. What is left out stays. */
export interface MoveAccountRequest {
  /** Id of a plan of the version; null for none. */
  readonly plan?: string | null | undefined;
  /** @default for a new account the newest */
  readonly catalogVersion?: number | undefined;
  /** Goes to the audit log. */
  readonly reason: string;
}

/** `GET /v1/cost-tables`: every published version, the newest first. */
export interface CostTableList {
  readonly costTables: readonly (CostTableReference & { readonly publishedAt: string })[];
  /** Where the next part begins; null at the end. */
  readonly nextCursor: string | null;
}

/** `GET /v1/margin`: the report, and what to do about it. */
export interface MarginResponse extends MarginReport {
  /** The first moment that is counted. */
  readonly from: string;
  /** The first that is not. */
  readonly to: string;
  readonly advice: readonly MarginAdvice[];
}

const resource = z.object({
  id: z.string(),
  plan: z.string().nullable(),
  catalogVersion: z.number().int().nullable(),
  createdAt: isoTime,
});

/** Id of an account in a path. */
export const accountId: z.ZodType<string> = z.string().refine(isUnitId, "use 1 to 512 bytes of UTF-8");

export const accountResource: z.ZodType<AccountResource> = resource;
export const accountList: z.ZodType<AccountList> = z.object({
  accounts: z.array(resource),
  nextCursor: z.string().nullable(),
});

export const moveAccountRequest: z.ZodType<MoveAccountRequest> = z.strictObject({
  plan: key.nullable().optional(),
  catalogVersion: z.number().int().min(1).max(999_999_999).optional(),
  reason: z.string().trim().min(1).max(1000),
});

/** Core's `defineCostTable` finds what is wrong with it. */
export const publishCostTableRequest: z.ZodType<CostTableInput> = z.looseObject({
  id: z.string().min(1).max(256),
  version: z.string().min(1).max(256),
}) as unknown as z.ZodType<CostTableInput>;

export const costTableResource: z.ZodType<CostTable> = z.looseObject({
  id: z.string(),
  version: z.string(),
  hash: z.string(),
}) as unknown as z.ZodType<CostTable>;

export const costTableList: z.ZodType<CostTableList> = z.object({
  costTables: z.array(z.object({ id: z.string(), version: z.string(), hash: z.string(), publishedAt: isoTime })),
  nextCursor: z.string().nullable(),
});

const sums = { revenue: z.string(), cost: z.string(), margin: z.string(), marginPercent: z.string().nullable() };
const lines = z.array(
  z.object({ key: z.string().nullable(), source: z.enum(["platform", "byok", "fee", "fixed"]), ...sums }),
);

export const marginResponse: z.ZodType<MarginResponse> = z.object({
  from: isoTime,
  to: isoTime,
  currency: z.string().nullable(),
  total: z.object(sums),
  bySource: lines,
  byPlan: lines,
  byModel: lines,
  byCustomer: lines,
  byVariant: lines,
  byDay: lines,
  creditSales: z.string(),
  advice: z.array(
    z.object({
      code: z.string(),
      severity: z.enum(["act", "watch"]),
      message: z.string(),
      raiseMarkupTo: z.string().optional(),
    }),
  ),
}) as unknown as z.ZodType<MarginResponse>;

import type { Report } from "./report.ts";

/**
 * A condition on a unit's attributes in the MongoDB style: `{ country: "DE", age: { $gte: 18 } }`. The operators
 * are those of `@pricewright/core/audiences`.
 */
export interface Audience {
  readonly [pathOrOperator: string]: unknown;
}

/** Whether a unit with these attributes is in the audience. Never throws. */
export type AudienceMatcher = (attributes: Readonly<Record<string, unknown>>) => boolean;

/**
 * Prepares an audience, once, and reports what is wrong with it; paths start at the audience.
 * `@pricewright/core/audiences` makes one, and `createAssigner` takes it, so that nobody carries the code who has
 * no audiences.
 */
export type AudienceCompiler = (audience: Audience, report: Report) => AudienceMatcher;

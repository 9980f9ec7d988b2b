import type { Catalog } from "../catalog.ts";
import type { PaymentProvider } from "../price.ts";

/** Something about a price list that is probably not meant. */
export interface PricingFinding {
  /** Stable code, such as `"yearly-dearer"`. */
  readonly code: string;
  /** An error makes results or invoices wrong; a warning is worth a look. */
  readonly severity: "error" | "warning";
  /** Path in the catalog, such as `["plans", 0, "prices", 1]`. */
  readonly path: readonly (string | number)[];
  /** What is the case, and what to do. */
  readonly message: string;
}

/** What a rule of the linter knows. */
interface LintContext {
  readonly catalog: Catalog;
  /** The payment provider in use; undefined before there is one. */
  readonly provider: PaymentProvider | undefined;
}

/** A rule of the linter. */
export type LintRule = (context: LintContext) => PricingFinding[];

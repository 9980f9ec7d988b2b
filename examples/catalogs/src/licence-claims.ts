import type { Feature, Plan } from "@pricewright/core/catalog";

/** What a licence says, as plain data: sign it, for example as a JSON Web Token, and verify it without a network. */
export interface LicenceClaims {
  /** The customer. */
  readonly sub: string;
  /** Seconds since 1970 from which on it no longer holds. */
  readonly exp: number;
  readonly plan: string;
  /** Everything that code can ask about, settings too; lines of text are left out. */
  readonly features: readonly Feature[];
}

/** The claims of a customer's licence. `checkEntitlement(claims, "agents", used)` works on them as it does on the plan. */
export function licenceClaims(
  { id, features }: Pick<Plan, "id" | "features">,
  { customer, expiresAt }: { readonly customer: string; readonly expiresAt: Date },
): LicenceClaims {
  return {
    sub: customer,
    exp: Math.floor(expiresAt.getTime() / 1000),
    plan: id,
    features: features.filter((feature) => typeof feature !== "string"),
  };
}

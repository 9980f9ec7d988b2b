import type { Feature, Quota } from "@pricewright/core/catalog";
import { z } from "zod";

/** Who signs licences, as they say. */
export const LICENSE_ISSUER = "pricewright";
export const LICENSE_ALGORITHM = "RS256";

/** What a licence allows. `checkEntitlement(license, "agents", used)` works on it as it does on a plan. */
interface License {
  /** Whom it is for. */
  readonly customer: string;
  readonly plan: string;
  /** Everything of the plan that code can ask about, such as how many agents or days of retention. */
  readonly features: readonly Feature[];
  /** Amounts that the plan includes for each period. */
  readonly quotas: readonly Quota[];
  /** ISO 8601. */
  readonly issuedAt: string;
  /** ISO 8601. */
  readonly expiresAt: string;
}

/** What a licence is found to be. One that has expired still says what it was. */
export type LicenseState =
  | { readonly state: "valid" | "expired"; readonly license: License }
  | { readonly state: "not-genuine"; readonly license: null };

/** The claims that a licence's token carries besides those that every token has. */
export const licenseClaims = z.object({
  sub: z.string().min(1),
  iat: z.number().int(),
  exp: z.number().int(),
  plan: z.string().min(1),
  features: z.array(z.custom<Feature>((value) => typeof value === "object" && value !== null)),
  quotas: z.array(z.custom<Quota>((value) => typeof value === "object" && value !== null)),
});

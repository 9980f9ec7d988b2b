import type { Feature, Plan } from "@pricewright/core/catalog";
import { importPKCS8, SignJWT } from "jose";
import { LICENSE_ALGORITHM, LICENSE_ISSUER } from "./license.ts";

/** What a licence is to say. */
export interface SignLicenseInput {
  readonly customer: string;
  /** The plan as its price list has it: what is included travels with the licence. */
  readonly plan: Pick<Plan, "id" | "features" | "quotas">;
  readonly issuedAt: Date;
  readonly expiresAt: Date;
}

/**
 * Signs a licence with an RSA key in PEM (PKCS #8); lines of text that a plan shows are left out.
 *
 * @throws Error when the key cannot be read.
 */
export async function signLicense(
  { customer, plan, issuedAt, expiresAt }: SignLicenseInput,
  privateKey: string,
): Promise<string> {
  const features = plan.features.filter((feature): feature is Feature => typeof feature !== "string");
  return new SignJWT({ plan: plan.id, features, quotas: plan.quotas ?? [] })
    .setProtectedHeader({ alg: LICENSE_ALGORITHM, typ: "JWT" })
    .setIssuer(LICENSE_ISSUER)
    .setSubject(customer)
    .setIssuedAt(Math.floor(issuedAt.getTime() / 1000))
    .setExpirationTime(Math.floor(expiresAt.getTime() / 1000))
    .sign(await importPKCS8(privateKey, LICENSE_ALGORITHM));
}

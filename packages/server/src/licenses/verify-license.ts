import { importSPKI, jwtVerify } from "jose";
import { LICENSE_ALGORITHM, LICENSE_ISSUER, type LicenseState, licenseClaims } from "./license.ts";

/**
 * Says what a licence is, without asking anybody: signed with the key that belongs to the public one (PEM, SPKI) or not,
 * and whether its time is over.
 *
 * @throws Error when the public key cannot be read.
 */
export async function verifyLicense(token: string, publicKey: string, now: Date): Promise<LicenseState> {
  const key = await importSPKI(publicKey, LICENSE_ALGORITHM);
  const verified = await jwtVerify(token.trim(), key, {
    algorithms: [LICENSE_ALGORITHM],
    issuer: LICENSE_ISSUER,
    // The time is looked at below: one that has expired is still genuine.
    currentDate: new Date(0),
  }).catch(() => null);
  const claims = licenseClaims.safeParse(verified?.payload);
  if (!claims.success) return { state: "not-genuine", license: null };
  const { sub, plan, features, quotas, iat, exp } = claims.data;
  const license = {
    customer: sub,
    plan,
    features,
    quotas,
    issuedAt: new Date(iat * 1000).toISOString(),
    expiresAt: new Date(exp * 1000).toISOString(),
  };
  return { state: exp * 1000 > now.getTime() ? "valid" : "expired", license };
}

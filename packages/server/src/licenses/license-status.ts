import type { LicenseResource } from "@pricewright/core/api";
import type { LicenseState } from "./license.ts";
import { verifyLicense } from "./verify-license.ts";

/** A licence and the key that it is verified with, as the configuration has them. */
export interface ConfiguredLicense {
  readonly token: string;
  /** PEM, SPKI. */
  readonly publicKey: string;
}

/** What this server's licence is, for people. Whatever it says, prices are shown and sold as before. */
export async function licenseStatus(configured: ConfiguredLicense | null, now: Date): Promise<LicenseResource> {
  if (!configured) return { state: "none", detail: "This server runs without a licence.", license: null };
  // A key that cannot be read verifies nothing, and must stop nothing either.
  const notGenuine = { state: "not-genuine", license: null } as const;
  const found = await verifyLicense(configured.token, configured.publicKey, now).catch(() => notGenuine);
  return { ...found, detail: describe(found) };
}

function describe({ state, license }: LicenseState): string {
  if (state === "not-genuine") return "LICENSE was not signed with the key of LICENSE_PUBLIC_KEY, or was altered.";
  const of = `The licence of ${license.customer} for the plan "${license.plan}"`;
  const day = license.expiresAt.slice(0, 10);
  return state === "valid"
    ? `${of} holds until ${day}.`
    : `${of} expired on ${day}. Prices are shown and sold as before; renew it for updates and support.`;
}

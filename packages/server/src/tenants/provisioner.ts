import type { Configuration } from "../configuration/configuration.ts";
import { planLimits } from "../licenses/plan-limits.ts";
import { signLicense } from "../licenses/sign-license.ts";

/** A tenant that is to be made. */
interface ProvisionRequest {
  readonly tenantId: string;
  readonly name: string;
  readonly plan: "free" | "starter" | "pro" | "enterprise";
  /** Until when its licence holds. */
  readonly until: Date;
}

/** What was made of it. */
interface ProvisionResult {
  /** The licence, or null where this server signs none. */
  readonly license: string | null;
}

/** Makes the place that a tenant works in. It may be asked again for the same one, after a crash too. */
export interface Provisioner {
  readonly provision: (request: ProvisionRequest) => Promise<ProvisionResult>;
}

/** What {@link sharedDatabaseProvisioner} works with. */
export interface SharedDatabaseProvisionerOptions extends Pick<Configuration, "quotaLimits" | "licensePrivateKey"> {
  readonly clock: () => Date;
}

/** A tenant's place in the database that all share, where its rows are kept apart; and its licence. */
export function sharedDatabaseProvisioner({
  quotaLimits,
  licensePrivateKey,
  clock,
}: SharedDatabaseProvisionerOptions): Provisioner {
  return {
    provision: async ({ tenantId, plan, until }) => {
      if (licensePrivateKey === null) return { license: null };
      const content = {
        customer: tenantId,
        plan: planLimits(quotaLimits, plan),
        issuedAt: clock(),
        expiresAt: until,
      };
      return { license: await signLicense(content, licensePrivateKey) };
    },
  };
}

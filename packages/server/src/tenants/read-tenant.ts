import type { TenantResource } from "@pricewright/core/api";
import { eq } from "drizzle-orm";
import { billingScope, isoOrNull, readBilling } from "../billing/tenant-billing.ts";
import type { Database } from "../database/database.ts";
import { provisionings, tenants } from "../database/schema/index.ts";

/** A tenant as the API shows it. One that a self-hosted server started with is ready, and has no trial. */
export async function readTenant(database: Database, tenantId: string): Promise<TenantResource> {
  const scope = billingScope({ tenantId });
  const billing = await database.inScope(scope, (queries) => readBilling(queries, scope));
  return database.inScope({ tenantId, environment: "test" }, async (queries) => {
    const [tenant] = await queries.select().from(tenants).where(eq(tenants.tenantId, tenantId));
    const [made] = await queries.select().from(provisionings).where(eq(provisionings.tenantId, tenantId));
    return {
      id: tenantId,
      name: tenant?.name ?? tenantId,
      plan: tenant?.plan ?? null,
      provisioning: { state: made?.state ?? "ready", attempts: made?.attempts ?? 0, error: made?.error ?? null },
      trialEndsAt: isoOrNull(billing?.trialEndsAt),
      deletionDueAt: isoOrNull(tenant?.deletionDueAt),
    };
  });
}

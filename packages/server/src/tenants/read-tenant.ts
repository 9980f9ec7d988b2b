import type { TenantResource } from "@pricewright/core/api";
import { eq } from "drizzle-orm";
import type { Database } from "../database/database.ts";
import { provisionings, tenants } from "../database/schema/index.ts";

/** A tenant as the API shows it. One that a self-hosted server started with is ready, and has no trial. */
export function readTenant(database: Database, tenantId: string): Promise<TenantResource> {
  return database.inScope({ tenantId, environment: "test" }, async (queries) => {
    const [tenant] = await queries.select().from(tenants).where(eq(tenants.tenantId, tenantId));
    const [made] = await queries.select().from(provisionings).where(eq(provisionings.tenantId, tenantId));
    return {
      id: tenantId,
      name: tenant?.name ?? tenantId,
      plan: tenant?.plan ?? null,
      provisioning: { state: made?.state ?? "ready", attempts: made?.attempts ?? 0, error: made?.error ?? null },
      trialEndsAt: made ? new Date(made.trialEndsAt).toISOString() : null,
    };
  });
}

import type { BillingStatus } from "@pricewright/core/api";
import { eq, sql } from "drizzle-orm";
import { writeAudit } from "../audit/write-audit.ts";
import { writeTenantAudit } from "../audit/write-tenant-audit.ts";
import { type Database, type Queries, rows, type Scope } from "../database/database.ts";
import { tenantBilling, tenants } from "../database/schema/index.ts";
import type { ProviderSettings } from "../providers/provider-settings.ts";
import type { Services } from "../services.ts";
import type { BillingProvider, BillingState } from "./billing-provider.ts";

/** What is stored of a tenant's billing. */
export type BillingRow = typeof tenantBilling.$inferSelect;

const DAY = 86_400_000;
/** Days for which a new tenant has the plan of a trial. */
export const TRIAL_DAYS = 14;
/** The plan of a trial: the largest that can be bought. */
export const TRIAL_PLAN = "pro";

/** A tenant is billed once, for both of its environments. */
export function billingScope({ tenantId }: Pick<Scope, "tenantId">): Scope {
  return { tenantId, environment: "live" };
}

/** What is known of a tenant's billing, or undefined. */
export async function readBilling(queries: Queries, scope: Scope): Promise<BillingRow | undefined> {
  const [row] = await queries.select().from(tenantBilling).where(eq(tenantBilling.tenantId, scope.tenantId));
  return row;
}

/** Begins a new tenant's trial, in the transaction that makes it. */
export async function startTrial(queries: Queries, { tenantId }: Scope, now: Date): Promise<void> {
  const scope = billingScope({ tenantId });
  const trialEndsAt = new Date(now.getTime() + TRIAL_DAYS * DAY).toISOString();
  const made = await queries
    .insert(tenantBilling)
    .values({ ...scope, status: "trialing", trialEndsAt, at: now.toISOString() })
    .onConflictDoNothing()
    .returning();
  if (made.length > 0) await setPlan(queries, tenantId, TRIAL_PLAN);
}

/** Ends a trial that is over and in which nobody bought a plan: the tenant goes on with the free one. */
export async function endTrial(database: Database, tenantId: string, now: Date): Promise<void> {
  const scope = billingScope({ tenantId });
  await database.inOneTransaction(scope, async (queries) => {
    const ended = await rows(
      queries,
      sql`update tenant_billing set status = 'none', at = ${now.toISOString()}
        where tenant_id = ${tenantId} and environment = ${scope.environment} and status = 'trialing'
          and subscription is null and trial_ends_at <= ${now.toISOString()} returning 1`,
    );
    if (ended.length === 0) return;
    await setPlan(queries, tenantId, "free");
    const entry = { actor: "schedule", action: "billing.trial-ended", target: `tenant/${tenantId}` };
    await writeTenantAudit(database, tenantId, { ...entry, detail: { from: TRIAL_PLAN, to: "free" } }, now);
  });
}

/**
 * Takes over what the provider says, unless something newer is known; says whether it did. A tenant's plan is what its
 * subscription pays for, also while a payment is late; without one it is free.
 */
export async function applyBilling(
  { database, clock, providers }: Pick<Services, "database" | "clock" | "providers">,
  provider: BillingProvider["name"],
  state: BillingState,
): Promise<boolean> {
  const scope = billingScope(state);
  const now = clock();
  return database.inScope(scope, async (queries) => {
    // Whoever signed it, a tenant that is not here is not made by it.
    const [tenant] = await queries
      .select({ plan: tenants.plan })
      .from(tenants)
      .where(eq(tenants.tenantId, state.tenantId));
    if (!tenant) return false;
    const before = await readBilling(queries, scope);
    // The end of a subscription that was replaced says nothing of the one that there is.
    const isOther = before?.subscription != null && before.subscription !== state.subscription;
    if (isOther && state.status === "canceled") return false;
    const { subscription, customer, status } = state;
    const values = {
      provider,
      customer,
      subscription,
      status,
      trialEndsAt: state.trialEndsAt?.toISOString() ?? before?.trialEndsAt ?? null,
      paidUntil: state.paidUntil?.toISOString() ?? null,
      at: state.at.toISOString(),
    };
    const changed = await queries
      .insert(tenantBilling)
      .values({ ...scope, ...values })
      .onConflictDoUpdate({
        target: [tenantBilling.tenantId, tenantBilling.environment],
        set: values,
        setWhere: sql`${tenantBilling.at} <= ${values.at}`,
      })
      .returning();
    if (changed.length === 0) return false;
    const plan = status === "canceled" ? "free" : planOf(providers, state.price);
    if (plan) await setPlan(queries, state.tenantId, plan);
    const detail = { provider, status, plan, before: { status: before?.status ?? null, plan: tenant.plan } };
    const entry = { actor: provider, action: "billing.change", target: `tenant/${state.tenantId}`, detail };
    if (before?.status !== status || plan !== tenant.plan) await writeAudit(queries, scope, entry, now);
    return true;
  });
}

/** A tenant's plan and payments, as the API shows them. */
export async function describeBilling(
  { database, quotas }: Pick<Services, "database" | "quotas">,
  tenant: Scope,
): Promise<BillingStatus> {
  const scope = billingScope(tenant);
  const { row, plan } = await database.inScope(scope, async (queries) => {
    const [found] = await queries
      .select({ plan: tenants.plan })
      .from(tenants)
      .where(eq(tenants.tenantId, scope.tenantId));
    return { row: await readBilling(queries, scope), plan: found?.plan ?? null };
  });
  const { used, limit, resetsAt } = await quotas.usage(scope);
  return {
    plan,
    status: row?.status ?? "none",
    trialEndsAt: isoOrNull(row?.trialEndsAt),
    paidUntil: isoOrNull(row?.paidUntil),
    usage: { used, limit, resetsAt },
  };
}

function planOf({ billingPrices }: ProviderSettings, price: string | null): "starter" | "pro" | null {
  if (price === null) return null;
  if (price === billingPrices.starter) return "starter";
  return price === billingPrices.pro ? "pro" : null;
}

async function setPlan(queries: Queries, tenantId: string, plan: "free" | "starter" | "pro"): Promise<void> {
  await queries.update(tenants).set({ plan }).where(eq(tenants.tenantId, tenantId));
}

/** A time as the API writes it. */
export function isoOrNull(time: string | null | undefined): string | null {
  return time == null ? null : new Date(time).toISOString();
}

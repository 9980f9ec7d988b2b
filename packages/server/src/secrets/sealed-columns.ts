import type { Scope } from "../database/database.ts";
import { webhookContext } from "../provider-webhooks/receive-webhook.ts";
import { contextOf } from "../providers/provider-keys.ts";
import { endpointContext } from "../webhooks/endpoints.ts";

/** A column whose texts are sealed. */
export interface SealedColumn {
  readonly table: string;
  readonly column: string;
  /** Whether the table's rows are a tenant's, and of no environment. */
  readonly perTenant: boolean;
  /** What a row's text is authenticated with. */
  readonly contextOf: (row: Readonly<Record<string, unknown>>) => string;
}

/** Every column that is sealed. A test looks for sealed texts elsewhere. */
export const SEALED_COLUMNS: readonly SealedColumn[] = [
  { table: "tenants", column: "root", perTenant: true, contextOf: (row) => `tenant-root/${row.tenant_id}` },
  {
    table: "provider_keys",
    column: "sealed",
    perTenant: false,
    contextOf: (row) => contextOf({ ...scopeOf(row), provider: row.provider as "stripe", id: String(row.id) }),
  },
  {
    table: "webhook_endpoints",
    column: "sealed",
    perTenant: false,
    contextOf: (row) => endpointContext(scopeOf(row), String(row.id)),
  },
  {
    table: "received_webhooks",
    column: "sealed",
    perTenant: false,
    contextOf: (row) => webhookContext(scopeOf(row), String(row.provider), String(row.event_id)),
  },
];

function scopeOf(row: Readonly<Record<string, unknown>>): Scope {
  return { tenantId: String(row.tenant_id), environment: row.environment as Scope["environment"] };
}

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
];

import type { Administer } from "./migrated-place.ts";

/** Every row of every table as JSON, by table. */
export type StoredRows = Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>>;

interface Column {
  readonly name: string;
  readonly type: string;
}

const TENANTS = ["tenant-1", "tenant-2"];

/** Puts a row of each of two tenants into every table, whatever the schema is: values follow from the columns' types. */
export async function fillEveryTable(run: Administer): Promise<void> {
  for (const table of await tableNames(run)) {
    const columns = await columnsOf(run, table);
    for (const [index, tenant] of TENANTS.entries()) {
      const row = Object.fromEntries(columns.map((column) => [column.name, sampleOf(column, tenant, index)]));
      await run(`insert into "${table}" select * from jsonb_populate_record(null::"${table}", $1::jsonb)`, [
        JSON.stringify(row),
      ]);
    }
  }
}

/** Reads everything that is stored. */
export async function readEveryTable(run: Administer): Promise<StoredRows> {
  const stored: Record<string, Record<string, unknown>[]> = {};
  for (const table of await tableNames(run)) {
    const rows = await run(`select to_jsonb(stored) as row from "${table}" stored order by to_jsonb(stored)::text`);
    stored[table] = rows.map(({ row }) => row as Record<string, unknown>);
  }
  return stored;
}

/** Tables, columns, policies and rights, as text that can be compared. */
export async function describeSchema(run: Administer): Promise<unknown> {
  return {
    columns: await run(`select table_name, column_name, data_type, is_nullable, column_default
      from information_schema.columns where table_schema = 'public' order by 1, 2`),
    policies: await run(
      "select tablename, policyname, roles::text, cmd, qual, with_check from pg_policies order by 1, 2",
    ),
    security: await run(`select relname, relrowsecurity, relforcerowsecurity, relacl::text from pg_class
      where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') order by 1`),
    indexes: await run("select indexdef from pg_indexes where schemaname = 'public' order by 1"),
    functions: await run(`select oid::regprocedure::text as name, prosrc, proacl::text from pg_proc
      where pronamespace = 'public'::regnamespace order by 1`),
  };
}

async function tableNames(run: Administer): Promise<string[]> {
  const found = await run(`select relname as name from pg_class
    where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and not relispartition order by 1`);
  return found.map(({ name }) => String(name));
}

async function columnsOf(run: Administer, table: string): Promise<Column[]> {
  const found = await run(
    "select column_name as name, data_type as type from information_schema.columns where table_schema = 'public' and table_name = $1",
    [table],
  );
  return found as unknown as Column[];
}

function sampleOf({ name, type }: Column, tenant: string, index: number): unknown {
  if (name === "tenant_id") return tenant;
  if (name === "environment") return "live";
  if (type === "jsonb") return { [name]: tenant };
  if (type === "ARRAY") return [`${name} of ${tenant}`];
  if (type === "boolean") return index === 0;
  if (type === "date") return "2026-05-01";
  if (type.startsWith("timestamp")) return "2026-05-01T12:00:00+00:00";
  if (/int|numeric|double/.test(type)) return index + 1;
  return `${name} of ${tenant}`;
}

import { sql } from "drizzle-orm";
import { type Queries, rows, type Scope } from "../database/database.ts";
import { MOVING_TABLES, type MovingTable } from "./move-format.ts";

/** Something that moves: how its rows are read here, and taken in there. Each row is the text of a JSON object. */
export interface MovingPart {
  /** Names the part in every line. */
  readonly name: string;
  readonly read: (queries: Queries, scope: Scope) => AsyncIterable<readonly string[]>;
  readonly take: (queries: Queries, scope: Scope, texts: readonly string[]) => Promise<void>;
  /** Whether nothing of it is there. */
  readonly isEmpty: (queries: Queries, scope: Scope) => Promise<boolean>;
}

/** Rows that are in memory at once. */
const BATCH = 500;

/** A part that moves a table as it is. JSON numbers never pass through JavaScript, which would round them. */
function tablePart({ name, columns }: MovingTable): MovingPart {
  const table = sql.identifier(name);
  const list = sql.join(
    columns.map((column) => sql.identifier(column)),
    sql`, `,
  );
  const ofScope = ({ tenantId, environment }: Scope) => sql`tenant_id = ${tenantId} and environment = ${environment}`;
  return {
    name,
    async *read(queries, scope) {
      await queries.execute(sql`declare moving no scroll cursor for
        select (to_jsonb(stored) - 'tenant_id' - 'environment')::text as text from ${table} stored where ${ofScope(scope)}`);
      for (;;) {
        const found = await rows<{ text: string }>(queries, sql.raw(`fetch ${BATCH} from moving`));
        if (found.length > 0) yield found.map(({ text }) => text);
        if (found.length < BATCH) break;
      }
      await queries.execute(sql`close moving`);
    },
    take: async (queries, { tenantId, environment }, texts) => {
      await queries.execute(sql`insert into ${table} (tenant_id, environment, ${list})
        select ${tenantId}, ${environment}, ${list}
        from jsonb_populate_recordset(null::${table}, ${`[${texts.join(",")}]`}::jsonb)`);
    },
    isEmpty: async (queries, scope) => {
      const [row] = await rows<{ found: boolean }>(
        queries,
        sql`select exists (select from ${table} where ${ofScope(scope)}) as found`,
      );
      return row?.found !== true;
    },
  };
}

/** Everything that moves, in the order in which it is written and taken in. */
export const MOVING_PARTS: readonly MovingPart[] = MOVING_TABLES.map(tablePart);

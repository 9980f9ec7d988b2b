import { randomBytes } from "node:crypto";
import { parseArgs } from "node:util";
import { sql } from "drizzle-orm";
import { writeAudit } from "../audit/write-audit.ts";
import { rows, type Scope } from "../database/database.ts";
import { apiKeys } from "../database/schema/index.ts";
import { generateApiKey, hashApiKey } from "../keys/api-key.ts";
import { DEFAULT_SCOPES, KEY_SCOPES, type KeyScope } from "../keys/principal.ts";
import { textTable } from "../pricing/text-table.ts";
import { masterKeys } from "../secrets/master-keys.ts";
import { ensureFirstTenant, FIRST_TENANT } from "../tenants/first-tenant.ts";
import { type OnDatabase, onDatabase, print } from "./on-database.ts";
import { UsageError } from "./usage-error.ts";

const USAGE = `Use: pricewright keys create [--environment test|live] [--kind secret|publishable] [--name <name>] [--scopes evaluate,events,credits,manage]
     pricewright keys list
     pricewright keys revoke <id> [--environment test|live]`;

/** `keys create`, `keys list` and `keys revoke`. */
export async function keys(parameters: readonly string[]): Promise<void> {
  const { positionals, values } = readParameters(parameters);
  const [action, id, ...more] = positionals;
  const { environment, kind } = values;
  if (environment !== "test" && environment !== "live") throw new UsageError(USAGE);
  const scope: Scope = { tenantId: values.tenant, environment };
  if (action === "create" && id === undefined && (kind === "secret" || kind === "publishable")) {
    const scopes = readScopes(values.scopes);
    return onDatabase("keys create", (opened) => create(opened, { scope, kind, name: values.name, scopes }));
  }
  if (action === "list" && id === undefined) return onDatabase("keys list", (opened) => list(opened, values.tenant));
  if (action === "revoke" && id !== undefined && more.length === 0)
    return onDatabase("keys revoke", (opened) => revoke(opened, scope, id));
  throw new UsageError(USAGE);
}

function readParameters(parameters: readonly string[]) {
  try {
    return parseArgs({
      args: [...parameters],
      allowPositionals: true,
      options: {
        environment: { type: "string", default: "test" },
        kind: { type: "string", default: "secret" },
        name: { type: "string", default: "Made on the command line" },
        scopes: { type: "string", default: DEFAULT_SCOPES.join(",") },
        tenant: { type: "string", default: FIRST_TENANT.tenantId },
      },
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function readScopes(text: string): KeyScope[] {
  return text.split(",").map((name) => {
    const scope = KEY_SCOPES.find((known) => known === name.trim());
    if (!scope) throw new UsageError(`There is no scope "${name}"; use ${KEY_SCOPES.join(", ")}.`);
    return scope;
  });
}

interface NewKey {
  readonly scope: Scope;
  readonly kind: "secret" | "publishable";
  readonly name: string;
  readonly scopes: readonly KeyScope[];
}

async function create({ database, configuration }: OnDatabase, { scope, kind, name, scopes }: NewKey): Promise<void> {
  const first = await ensureFirstTenant(database, masterKeys(configuration));
  if (first) print(`The first keys, of the test environment:\n  ${first.secretKey}\n  ${first.publishableKey}`);
  const id = `key-${randomBytes(6).toString("hex")}`;
  const key = generateApiKey({ kind, environment: scope.environment });
  await database.inScope(scope, async (queries) => {
    await queries.insert(apiKeys).values({
      ...scope,
      id,
      kind,
      name,
      scopes: kind === "secret" ? [...scopes] : [],
      origins: [],
      hash: hashApiKey(key),
      lastFour: key.slice(-4),
    });
    const detail = { kind, name, scopes };
    await writeAudit(
      queries,
      scope,
      { actor: "command-line", action: "key.create", target: `key/${id}`, detail },
      new Date(),
    );
  });
  print(`${id}, shown only this once:\n  ${key}`);
  if (kind === "secret" && !scopes.includes("manage"))
    print(
      `It may ${scopes.join(", ")}. To publish prices and start experiments make one with --scopes ${[...scopes, "manage"].join(",")}.`,
    );
}

async function list({ database }: OnDatabase, tenantId: string): Promise<void> {
  const found = [];
  for (const environment of ["test", "live"] as const) {
    found.push(
      ...(await database.inScope({ tenantId, environment }, (queries) =>
        rows<Record<string, string>>(
          queries,
          sql`select id, environment, kind, name, '...' || last_four as ends, array_to_string(scopes, ' ') as scopes,
              case when revoked_at is null then 'valid' else 'revoked' end as state
            from api_keys order by created_at, id`,
        ),
      )),
    );
  }
  if (found.length === 0) return print("There are no keys yet: start the server, or run `pricewright init`.");
  const columns = ["id", "environment", "kind", "name", "ends", "scopes", "state"];
  print(textTable([columns, ...found.map((row) => columns.map((column) => row[column] ?? ""))]));
}

async function revoke({ database }: OnDatabase, scope: Scope, id: string): Promise<void> {
  const revoked = await database.inScope(scope, async (queries) => {
    const changed = await rows(
      queries,
      sql`update api_keys set revoked_at = now() where id = ${id} and revoked_at is null returning id`,
    );
    if (changed.length > 0)
      await writeAudit(
        queries,
        scope,
        { actor: "command-line", action: "key.revoke", target: `key/${id}`, detail: {} },
        new Date(),
      );
    return changed.length > 0;
  });
  if (!revoked) throw new UsageError(`There is no valid key "${id}" in the ${scope.environment} environment.`);
  print(`${id} is revoked. Running servers notice within 10 seconds; its quotes hold no longer.`);
}

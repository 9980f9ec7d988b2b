import { once } from "node:events";
import { createReadStream, createWriteStream, type WriteStream } from "node:fs";
import { parseArgs } from "node:util";
import type { Scope } from "../database/database.ts";
import { exportLines } from "../moving/export-lines.ts";
import { importLines } from "../moving/import-lines.ts";
import { readLines } from "../moving/read-lines.ts";
import { RequestProblem } from "../problems/problem.ts";
import { masterKeys } from "../secrets/master-keys.ts";
import { ensureFirstTenant, FIRST_TENANT } from "../tenants/first-tenant.ts";
import { onDatabase, print } from "./on-database.ts";
import { UsageError } from "./usage-error.ts";

const USAGE = `Use: pricewright export <file> [--environment test|live] [--tenant <id>]
     pricewright import <file> [--environment test|live] [--tenant <id>]`;

/** `export`: writes everything of an environment that moves, without secrets. */
export async function exportData(parameters: readonly string[]): Promise<void> {
  const { scope, file } = readParameters(parameters);
  await onDatabase("export", async ({ database }) => {
    const stream = createWriteStream(file, { flags: "wx", mode: 0o600 });
    const rows = await exportLines(database, scope, new Date(), (text) => write(stream, text));
    stream.end();
    await once(stream, "close");
    print(`${rows} rows of the ${scope.environment} environment are in ${file}, without secrets.`);
  });
}

/** `import`: takes in what `export` wrote, all of it or nothing. */
export async function importData(parameters: readonly string[]): Promise<void> {
  const { scope, file } = readParameters(parameters);
  await onDatabase("import", async ({ database, configuration }) => {
    if (scope.tenantId === FIRST_TENANT.tenantId) {
      const first = await ensureFirstTenant(database, masterKeys(configuration));
      if (first) print(`The first keys, of the test environment:\n  ${first.secretKey}\n  ${first.publishableKey}`);
    }
    const lines = readLines(createReadStream(file));
    const result = await importLines(database, { scope, actor: "command-line", lines, now: new Date() }).catch(asUsage);
    print(`${result.rows} rows are in the ${scope.environment} environment. Give your servers keys of this one.`);
  });
}

async function write(stream: WriteStream, text: string): Promise<void> {
  if (!stream.write(text)) await once(stream, "drain");
}

function asUsage(error: unknown): never {
  throw error instanceof RequestProblem ? new UsageError(error.message) : error;
}

function readParameters(parameters: readonly string[]): { readonly scope: Scope; readonly file: string } {
  const { values, positionals } = parse(parameters);
  const [file, ...more] = positionals;
  const { environment, tenant: tenantId } = values;
  if (file === undefined || more.length > 0 || (environment !== "test" && environment !== "live"))
    throw new UsageError(USAGE);
  return { scope: { tenantId, environment }, file };
}

function parse(parameters: readonly string[]) {
  try {
    return parseArgs({
      args: [...parameters],
      allowPositionals: true,
      options: {
        environment: { type: "string", default: "live" },
        tenant: { type: "string", default: FIRST_TENANT.tenantId },
      },
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

import { sql } from "drizzle-orm";
import { Redis } from "ioredis";
import { type Configuration, readConfiguration } from "../configuration/configuration.ts";
import { findUnknownVariables } from "../configuration/unknown-variables.ts";
import { type Database, rows, type Scope } from "../database/database.ts";
import { FolderInUseError } from "../database/folder-lock.ts";
import { openDatabase } from "../database/open-database.ts";
import { licenseStatus } from "../licenses/license-status.ts";
import { print } from "./on-database.ts";

/** One thing that was looked at. */
interface Finding {
  readonly level: "ok" | "warning" | "problem";
  readonly text: string;
}

/** `doctor`: checks configuration and connections, and whether experiments are wired. */
export async function doctor(): Promise<void> {
  const configuration = readConfiguration(process.env);
  const findings: Finding[] = [
    { level: "ok", text: "the configuration can be read" },
    ...findUnknownVariables(process.env).map((text) => ({ level: "warning" as const, text })),
    ...findSettings(configuration),
    ...(await findLicense(configuration)),
    ...(await findRedis(configuration)),
    ...(await findData(configuration)),
  ];
  for (const { level, text } of findings) print(`${level.padEnd(8)} ${text}`);
  if (findings.some(({ level }) => level === "problem")) process.exitCode = 1;
}

function findSettings({ encryptionKeys, databaseUrl, host, redisUrl, isProduction }: Configuration): Finding[] {
  const findings: Finding[] = [];
  const warn = (text: string) => findings.push({ level: "warning", text });
  if (databaseUrl && encryptionKeys.length === 0)
    warn("API_KEY_ENCRYPTION_KEY is not set: another server on this database could not read its secrets");
  if (databaseUrl && !redisUrl) warn("REDIS_URL is not set: rate limits are counted by each server for itself");
  if (!host.startsWith("127.") && host !== "localhost" && !isProduction)
    warn(`the server listens on ${host}, and NODE_ENV is not production: weak set-ups are not refused`);
  return findings;
}

async function findLicense({ license }: Configuration): Promise<Finding[]> {
  if (!license) return [];
  const { state, detail } = await licenseStatus(license, new Date());
  return [{ level: state === "valid" ? "ok" : "warning", text: detail }];
}

async function findRedis({ redisUrl }: Configuration): Promise<Finding[]> {
  if (!redisUrl) return [];
  const redis = new Redis(redisUrl, {
    lazyConnect: true,
    maxRetriesPerRequest: 0,
    connectTimeout: 2000,
    retryStrategy: null as never,
  });
  redis.on("error", () => {});
  try {
    await redis.connect();
    await redis.ping();
    return [{ level: "ok", text: "Redis answers" }];
  } catch {
    return [
      { level: "problem", text: "Redis does not answer at REDIS_URL; limits are counted in each server meanwhile" },
    ];
  } finally {
    redis.disconnect();
  }
}

async function findData(configuration: Configuration): Promise<Finding[]> {
  let database: Database;
  try {
    database = await openDatabase(configuration);
  } catch (error) {
    if (error instanceof FolderInUseError) return askServer(configuration);
    return [
      { level: "problem", text: `the database cannot be opened: ${error instanceof Error ? error.message : error}` },
    ];
  }
  try {
    const findings: Finding[] = [{ level: "ok", text: `the database answers (${database.kind}) and is migrated` }];
    const scopes = await database.scopes();
    if (scopes.length === 0)
      findings.push({
        level: "warning",
        text: `nobody has keys in ${placeOf(configuration)}: start the server or run \`pricewright init\`, and look at DATABASE_URL or PRICEWRIGHT_DATA if there should be some`,
      });
    for (const scope of scopes) findings.push(...(await findWiring(database, scope)));
    return findings;
  } finally {
    await database.close();
  }
}

function placeOf({ databaseUrl, dataFolder }: Configuration): string {
  return databaseUrl ? "this database" : dataFolder;
}

/** A running server has the embedded database; it says itself how it is. */
async function askServer({ host, port }: Configuration): Promise<Finding[]> {
  try {
    const answer = await fetch(`http://${host}:${port}/health/dependencies`, { signal: AbortSignal.timeout(3000) });
    const { status } = (await answer.json()) as { status: string };
    return [
      {
        level: status === "ok" ? "ok" : "problem",
        text: `the server at http://${host}:${port} runs, and says: ${status}`,
      },
      {
        level: "warning",
        text: "whether experiments are wired was not looked at: stop the server and run doctor again",
      },
    ];
  } catch {
    return [
      {
        level: "problem",
        text: `a server has the data folder, and does not answer at http://${host}:${port}: give doctor the same HOST and PORT as the server`,
      },
    ];
  }
}

interface Wiring {
  readonly key: string;
  readonly status: string;
  readonly evaluated: number;
  readonly exposed: number;
  readonly sold: number;
}

async function findWiring(database: Database, scope: Scope): Promise<Finding[]> {
  const place = `${scope.tenantId}, ${scope.environment}`;
  const { catalogs, experiments } = await database.inScope(scope, async (queries) => {
    const [count] = await rows<{ catalogs: number }>(queries, sql`select count(*)::int as catalogs from catalogs`);
    const found = await rows<Wiring>(
      queries,
      sql`select key, status,
          (select count(*) from frozen_records where experiment = key and (record->>'counted')::boolean)::int as evaluated,
          (select count(*) from units where experiment = key)::int as exposed,
          (select count(*) from units where experiment = key and converted)::int as sold
        from experiments where status in ('running', 'paused') order by key`,
    );
    return { catalogs: count?.catalogs ?? 0, experiments: found };
  });
  if (catalogs === 0) return [{ level: "warning", text: `${place}: no price list is published (POST /v1/catalog)` }];
  if (experiments.length === 0) return [{ level: "ok", text: `${place}: no experiment runs` }];
  return experiments.map((experiment) => ({ ...judge(experiment), text: `${place}: ${judge(experiment).text}` }));
}

/** What numbers of one experiment say about how it is wired. */
export function judge({ key, evaluated, exposed, sold }: Omit<Wiring, "status">): Finding {
  const numbers = `"${key}": evaluated ${evaluated}, exposed ${exposed}`;
  if (evaluated >= 20 && exposed === 0)
    return {
      level: "problem",
      text: `${numbers}: the exposure is not wired. Report it when the price is on the screen.`,
    };
  if (evaluated >= 100 && exposed < evaluated / 10)
    return {
      level: "warning",
      text: `${numbers}: few of those who get a price see it, or the exposure is lost on the way`,
    };
  if (exposed >= 200 && sold === 0)
    return { level: "warning", text: `${numbers}, sold 0: nobody bought, or sales are not reported` };
  return { level: "ok", text: `${numbers}, sold ${sold}` };
}

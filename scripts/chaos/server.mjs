import { openDatabase } from "../../packages/server/src/database/open-database.ts";
import { apiKeys } from "../../packages/server/src/database/schema/index.ts";
import { generateApiKey, hashApiKey } from "../../packages/server/src/keys/api-key.ts";
import { startServerProcess } from "../../packages/server/src/testing/server-process.ts";
import { COST_TABLE } from "./credits.mjs";
import { CATALOG, EXPERIMENT } from "./price-test.mjs";

/** The live environment, where uses count. */
export const LIVE = { tenantId: "default", environment: "live" };
/** Where the sandbox takes payments. */
export const TEST = { tenantId: "default", environment: "test" };

const QUIET = { RATE_LIMIT_ENABLED: "false", LOG_LEVEL: "silent", HOST: "127.0.0.1" };

/** Starts a server on a place's data. */
export function startOn(place, more = {}) {
  return startServerProcess({ ...QUIET, ...place.variables, ...more });
}

/** Opens a place's data in this process; no server may have it. */
export function openOn({ variables: { DATABASE_URL, PRICEWRIGHT_DATA } }) {
  return openDatabase({ databaseUrl: DATABASE_URL ?? null, dataFolder: PRICEWRIGHT_DATA });
}

/** @typedef {{ secret: string, publishable: string, test: string }} Keys Two of the live environment, one of test. */

/**
 * Makes the first tenant, keys for the live environment, catalogs, and a running experiment.
 *
 * @returns {Promise<Keys>}
 */
export async function prepare(place, more = {}) {
  const first = await startOn(place, more);
  await first.stop();
  const database = await openOn(place);
  const keys = {
    secret: await insertKey(database, "secret"),
    publishable: await insertKey(database, "publishable"),
    test: first.secretKey,
  };
  await database.close();
  const server = await startOn(place, more);
  const experiment = { ...EXPERIMENT, startedAt: new Date(Date.now() - 86_400_000).toISOString() };
  await publish(server, keys.test, "/v1/catalog", CATALOG);
  await publish(server, keys.secret, "/v1/catalog", CATALOG);
  await publish(server, keys.secret, "/v1/cost-tables", COST_TABLE);
  await publish(server, keys.secret, "/v1/experiments", experiment);
  await server.stop();
  return keys;
}

async function insertKey(database, kind) {
  const key = generateApiKey({ kind, environment: "live" });
  await database.inScope(LIVE, (queries) =>
    queries.insert(apiKeys).values({
      ...LIVE,
      id: `live-${kind}`,
      kind,
      name: kind,
      scopes: kind === "secret" ? ["evaluate", "events", "credits", "manage"] : [],
      origins: [],
      hash: hashApiKey(key),
      lastFour: key.slice(-4),
    }),
  );
  return key;
}

async function publish({ url }, key, path, body) {
  const response = await fetch(`${url}${path}`, {
    method: "POST",
    headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${path}: ${await response.text()}`);
}

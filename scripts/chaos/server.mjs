import { openDatabase } from "../../packages/server/src/database/open-database.ts";
import { apiKeys } from "../../packages/server/src/database/schema/index.ts";
import { generateApiKey, hashApiKey } from "../../packages/server/src/keys/api-key.ts";
import { startServerProcess } from "../../packages/server/src/testing/server-process.ts";
import { CATALOG, EXPERIMENT } from "./load.mjs";

/** The live environment, where uses count. */
export const SCOPE = { tenantId: "default", environment: "live" };

const QUIET = { RATE_LIMIT_ENABLED: "false", LOG_LEVEL: "silent", HOST: "127.0.0.1" };

/** Starts a server on a place's data. */
export function startOn(place, more = {}) {
  return startServerProcess({ ...QUIET, ...place.variables, ...more });
}

/** Opens a place's data in this process; no server may have it. */
export function openOn({ variables: { DATABASE_URL, PRICEWRIGHT_DATA } }) {
  return openDatabase({ databaseUrl: DATABASE_URL ?? null, dataFolder: PRICEWRIGHT_DATA });
}

/** Makes the first tenant, a key for the live environment, a catalog and a running experiment. Answers with the key. */
export async function prepare(place, more = {}) {
  await (await startOn(place, more)).stop();
  const database = await openOn(place);
  const key = generateApiKey({ kind: "secret", environment: "live" });
  await database.inScope(SCOPE, (queries) =>
    queries.insert(apiKeys).values({
      ...SCOPE,
      id: "live-secret",
      kind: "secret",
      name: "live",
      scopes: ["evaluate", "events", "manage"],
      origins: [],
      hash: hashApiKey(key),
      lastFour: key.slice(-4),
    }),
  );
  await database.close();
  const server = await startOn(place, more);
  for (const [path, body] of [
    ["/v1/catalog", CATALOG],
    ["/v1/experiments", { ...EXPERIMENT, startedAt: new Date(Date.now() - 86_400_000).toISOString() }],
  ]) {
    const response = await fetch(`${server.url}${path}`, {
      method: "POST",
      headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`${path}: ${await response.text()}`);
  }
  await server.stop();
  return key;
}

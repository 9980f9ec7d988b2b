import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";

const require = createRequire(new URL("../../packages/server/package.json", import.meta.url));
const pg = require("pg");

/**
 * A place for one run's data: environment variables for a server, and how to throw it away.
 *
 * @param {"embedded" | "postgresql"} kind
 */
export async function newPlace(kind) {
  const folder = mkdtempSync(join(tmpdir(), "pricewright-chaos-"));
  const drop = () => rmSync(folder, { recursive: true, force: true });
  if (kind === "embedded") return { variables: { PRICEWRIGHT_DATA: folder }, drop };
  const name = `pricewright_chaos_${randomBytes(6).toString("hex")}`;
  await onServer(`create database ${name}`);
  const url = new URL(process.env.TEST_DATABASE_URL);
  url.pathname = name;
  return {
    variables: { DATABASE_URL: url.href, PRICEWRIGHT_DATA: folder },
    name,
    drop: async () => {
      await onServer(`drop database ${name} with (force)`);
      drop();
    },
  };
}

/** A place in the database at an address. */
export function placeOn(url) {
  const folder = mkdtempSync(join(tmpdir(), "pricewright-chaos-"));
  return {
    variables: { DATABASE_URL: url, PRICEWRIGHT_DATA: folder },
    drop: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** Runs a statement on the server that databases are made on. */
export async function onServer(statement, values = []) {
  const client = new pg.Client({ connectionString: process.env.TEST_DATABASE_URL });
  await client.connect();
  try {
    return (await client.query(statement, values)).rows;
  } finally {
    await client.end();
  }
}

import { randomBytes } from "node:crypto";
import pg from "pg";

/** An empty database on the server at TEST_DATABASE_URL. */
export interface NewPostgresql {
  readonly url: string;
  readonly drop: () => Promise<void>;
}

/** Makes a database. */
export async function newPostgresql(): Promise<NewPostgresql> {
  const serverUrl = process.env.TEST_DATABASE_URL;
  if (!serverUrl) throw new Error("Set TEST_DATABASE_URL to a PostgreSQL server on which databases may be created.");
  const name = `pricewright_test_${randomBytes(6).toString("hex")}`;
  await onServer(serverUrl, `create database ${name}`);
  const url = new URL(serverUrl);
  url.pathname = name;
  return { url: url.href, drop: () => onServer(serverUrl, `drop database ${name} with (force)`) };
}

async function onServer(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

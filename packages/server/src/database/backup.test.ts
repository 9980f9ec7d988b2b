import { execFileSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "drizzle-orm";
import { afterEach, describe, expect, it } from "vitest";
import { namedKey } from "../secrets/master-keys.ts";
import { ensureFirstTenant, FIRST_TENANT } from "../tenants/first-tenant.ts";
import { createTenantSecrets } from "../tenants/tenant-secrets.ts";
import { dumpRows } from "../testing/dump-rows.ts";
import type { Database } from "./database.ts";
import { openEmbedded } from "./open-embedded.ts";
import { openPostgresql } from "./open-postgresql.ts";

const keys = [namedKey(randomBytes(32))];
const endings: (() => void)[] = [];
afterEach(() => {
  for (const end of endings.splice(0).reverse()) end();
});

async function fill(database: Database): Promise<void> {
  await ensureFirstTenant(database, keys);
  await database.inScope(FIRST_TENANT, (queries) =>
    queries.execute(sql`insert into outcomes (tenant_id, environment, unit_kind, unit_id, source, event_id, type, occurred_at, currency)
      values ('default', 'test', 'visitor', 'v_1', 'server', 'e_1', 'sale', now(), 'USD')`),
  );
}

/** What the restored database holds, and that its secrets open and its policies hold. */
async function expectRestored(restored: Database, before: Record<string, string[]>, root: Uint8Array): Promise<void> {
  expect(await dumpRows(restored, FIRST_TENANT)).toEqual(before);
  expect((await createTenantSecrets(restored, keys).secretsOf("default")).derive("x")).toEqual(root);
  const foreign = await dumpRows(restored, { tenantId: "somebody", environment: "test" });
  expect(Object.values(foreign).flat()).toEqual([]);
}

async function remember(database: Database) {
  const root = (await createTenantSecrets(database, keys).secretsOf("default")).derive("x");
  return { before: await dumpRows(database, FIRST_TENANT), root };
}

describe("a backup", () => {
  if (process.env.TEST_DATABASE !== "postgresql")
    it("of the embedded database is a copy of its folder while no server has it", async () => {
      const folder = mkdtempSync(join(tmpdir(), "pricewright-backup-"));
      endings.push(() => rmSync(folder, { recursive: true }));
      const database = await openEmbedded({ folder: join(folder, "data") });
      await fill(database);
      const { before, root } = await remember(database);
      await database.close();
      cpSync(join(folder, "data"), join(folder, "copy"), { recursive: true });
      const restored = await openEmbedded({ folder: join(folder, "copy") });
      await expectRestored(restored, before, root);
      await restored.close();
    });

  if (process.env.TEST_DATABASE === "postgresql")
    it("of PostgreSQL is what pg_dump writes, restored into an empty database", async () => {
      const serverUrl = process.env.TEST_DATABASE_URL as string;
      const [from, to] = ["from", "to"].map((which) => {
        const name = `pricewright_backup_${which}_${randomBytes(4).toString("hex")}`;
        execFileSync("psql", [serverUrl, "-qc", `create database ${name}`]);
        endings.push(() => execFileSync("psql", [serverUrl, "-qc", `drop database ${name} with (force)`]));
        return Object.assign(new URL(serverUrl), { pathname: name }).href;
      }) as [string, string];
      const database = await openPostgresql(from);
      await fill(database);
      const { before, root } = await remember(database);
      // While it is open: a dump is of one moment, whatever is written meanwhile.
      const dump = execFileSync("pg_dump", [from], { maxBuffer: 64 * 1024 * 1024 });
      await database.close();
      execFileSync("psql", [to, "-q", "-v", "ON_ERROR_STOP=1"], { input: dump, stdio: ["pipe", "ignore", "inherit"] });
      const restored = await openPostgresql(to);
      await expectRestored(restored, before, root);
      await restored.close();
    });
});

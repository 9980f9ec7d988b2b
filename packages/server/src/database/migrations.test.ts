import { createHash } from "node:crypto";
import { readFileSync, rmSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { describeSchema, fillEveryTable, readEveryTable, type StoredRows } from "../testing/fill-every-table.ts";
import { type MigratedPlace, newMigratedPlace } from "../testing/migrated-place.ts";
import { journal, migrationsUntil, migrationText } from "../testing/migrations.ts";
import { VERSION } from "../version.ts";

const all = journal();
const released: Readonly<Record<string, string>> = JSON.parse(
  readFileSync(new URL("../../drizzle/released.json", import.meta.url), "utf8"),
);

let place: MigratedPlace;
const folders: string[] = [];
beforeEach(async () => {
  place = await newMigratedPlace();
});
afterEach(async () => {
  await place.drop();
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

/** Opens the place with the first so many migrations and one more, and closes it again. */
async function migrate(count: number, next?: string): Promise<void> {
  const folder = migrationsUntil(count, next);
  folders.push(folder);
  await (await place.open(folder)).close();
}

/** Of some rows the columns that others have too, table by table. */
function shared(rows: StoredRows, others: StoredRows): StoredRows {
  return Object.fromEntries(
    Object.keys(others)
      .filter((table) => table in rows)
      .map((table) => {
        const names = Object.keys(others[table]?.[0] ?? {});
        const ofRow = (row: StoredRows[string][number]) =>
          names.filter((name) => name in row).map((name) => [name, row[name]]);
        return [table, (rows[table] ?? []).map((row) => Object.fromEntries(ofRow(row)))];
      }),
  );
}

describe("migrations", () => {
  it("are never changed once they are released", () => {
    const tags = Object.keys(released);
    expect(tags).toEqual(all.slice(0, tags.length).map(({ tag }) => tag));
    for (const tag of tags)
      expect(createHash("sha256").update(migrationText(tag)).digest("hex"), tag).toBe(released[tag]);
    // `pnpm run version` writes the list, so a version without it was made another way.
    if (VERSION !== "0.0.0") expect(tags.length).toBeGreaterThan(0);
  });

  it.each(all.map(({ tag }, index) => [tag, index + 1] as const))(
    "lead from %s to the schema of today, and keep every row",
    async (_, count) => {
      await migrate(count);
      const before = await place.administer(async (run) => {
        await fillEveryTable(run);
        return readEveryTable(run);
      });
      expect(Object.values(before).map((rows) => rows.length)).toEqual(Object.keys(before).map(() => 2));
      await migrate(all.length);
      const [after, schema] = await place.administer(async (run) => [
        await readEveryTable(run),
        await describeSchema(run),
      ]);
      const later = after as StoredRows;
      // A column that no version needs any more may go; tables stay.
      expect(Object.keys(later)).toEqual(expect.arrayContaining(Object.keys(before)));
      expect(shared(later, before)).toEqual(shared(before, later));
      const fresh = await newMigratedPlace();
      try {
        await (await fresh.open(folders.at(-1) as string)).close();
        expect(schema).toEqual(await fresh.administer(describeSchema));
      } finally {
        await fresh.drop();
      }
    },
  );

  it("change rows of all tenants by `backfill`, and hold everybody to the policies again", async () => {
    await migrate(all.length);
    await place.administer(fillEveryTable);
    await migrate(
      all.length,
      `alter table "units" add column "note" text;--> statement-breakpoint
       select backfill('units', 'update units set note = tenant_id');`,
    );
    const [rows, forced] = await place.administer(async (run) => [
      await run("select tenant_id, note from units order by 1"),
      await run("select relforcerowsecurity as forced from pg_class where relname = 'units'"),
    ]);
    expect(rows).toEqual(["tenant-1", "tenant-2"].map((tenant_id) => ({ tenant_id, note: tenant_id })));
    expect(forced).toEqual([{ forced: true }]);
  });

  it("would change nothing, and say nothing, without it", async () => {
    await migrate(all.length);
    await place.administer(fillEveryTable);
    await migrate(
      all.length,
      `alter table "units" add column "note" text;--> statement-breakpoint update units set note = tenant_id;`,
    );
    expect(await place.administer((run) => run("select count(note)::int as noted from units"))).toEqual([{ noted: 0 }]);
  });

  it("fail as a whole where a backfill touches nothing, and leave the schema as it was", async () => {
    await migrate(all.length);
    const before = await place.administer(async (run) => {
      await fillEveryTable(run);
      return describeSchema(run);
    });
    const broken = `alter table "units" add column "note" text;--> statement-breakpoint
      select backfill('units', 'update units set note = tenant_id where tenant_id = ''tenant-3''');`;
    await expect(migrate(all.length, broken)).rejects.toThrow();
    expect(await place.administer(describeSchema)).toEqual(before);
  });

  it("take a backfill of an empty table", async () => {
    await migrate(all.length, `select backfill('units', 'update units set variant = variant');`);
  });
});

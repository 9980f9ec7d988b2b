import { createHash } from "node:crypto";
import { sql } from "drizzle-orm";
import type { Queries } from "../database/database.ts";
import { catalogs, experiments, withdrawnPrices } from "../database/schema/index.ts";
import { readEmptiedAt } from "../emptying/read-emptied-at.ts";
import { readInternalUnits } from "../internal-units/read-internal-units.ts";
import type { UnitId } from "../units/frozen-store.ts";
import { unitKey } from "../units/unit-key.ts";

/** What decides whether a configuration is still the same. */
export interface ConfigFacts {
  readonly experiments: Iterable<{ readonly key: string; readonly version: number }>;
  readonly catalogVersion: number;
  readonly withdrawn: Iterable<{ readonly price: string }>;
  readonly internal: readonly UnitId[];
  /** Versions begin anew where everything was deleted. */
  readonly emptiedAt: Date | null;
}

/** Names a configuration: equal facts have equal names, in every process. */
export function configVersion({ experiments, catalogVersion, withdrawn, internal, emptiedAt }: ConfigFacts): string {
  const facts = [
    [...experiments].map(({ key, version }) => `${key} ${version}`).sort(),
    catalogVersion,
    [...withdrawn].map(({ price }) => price).sort(),
    internal.map(unitKey).sort(),
    emptiedAt?.getTime() ?? 0,
  ];
  return createHash("sha256").update(JSON.stringify(facts)).digest("base64url").slice(0, 22);
}

/** The name of what is stored now, without reading it all. */
export async function readConfigVersion(queries: Queries): Promise<string> {
  const rows = await queries.select({ key: experiments.key, version: experiments.version }).from(experiments);
  const [newest] = await queries.select({ version: sql<number | null>`max(${catalogs.version})` }).from(catalogs);
  const withdrawn = await queries.select({ price: withdrawnPrices.price }).from(withdrawnPrices);
  const internal = await readInternalUnits(queries);
  const emptiedAt = await readEmptiedAt(queries);
  return configVersion({ experiments: rows, catalogVersion: newest?.version ?? 0, withdrawn, internal, emptiedAt });
}

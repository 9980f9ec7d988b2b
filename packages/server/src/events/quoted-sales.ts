import type { SaleQuote } from "@pricewright/core/recording";
import type { Queries, Scope } from "../database/database.ts";
import type { Pricing } from "../experiments/pricing-cache.ts";
import { readRecords } from "../units/frozen-records.ts";
import { unitGroups } from "../units/unit-groups.ts";
import { unitKey } from "../units/unit-key.ts";
import type { CheckedEvent } from "./check-events.ts";

/**
 * The arms that sales were quoted under. A quote holds for whom it was given to, and for the account that a visitor was
 * identified as; what was shown outside the analysis, such as the control of who is not covered, is no arm.
 */
export async function quotedSales(
  queries: Queries,
  events: readonly CheckedEvent[],
  { scope, pricing }: { readonly scope: Scope; readonly pricing: Pricing },
): Promise<ReadonlyMap<CheckedEvent, readonly SaleQuote[]>> {
  const sold = events.flatMap((checked) =>
    checked.quoted && checked.unverified === "" ? [{ checked, quoted: checked.quoted }] : [],
  );
  if (sold.length === 0) return new Map();
  const units = sold.flatMap(({ checked, quoted }) => [checked.unit, quoted.unit]);
  const ownerOf = new Map(
    (await unitGroups(queries, scope, units)).flatMap(({ owner, members }) =>
      members.map((unit) => [unitKey(unit), unitKey(owner)] as const),
    ),
  );
  const uncounted = new Set(
    (await readRecords(queries, scope, units))
      .filter(({ record, assigned }) => assigned && !record.counted)
      .map(({ record }) => JSON.stringify([unitKey(record.unit), record.experiment])),
  );
  return new Map(
    sold.map(({ checked, quoted }) => {
      const isTheirs = ownerOf.get(unitKey(checked.unit)) === ownerOf.get(unitKey(quoted.unit));
      const arms = isTheirs ? quoted.arms : [];
      return [
        checked,
        arms.flatMap(({ experiment, variant, revision }): SaleQuote[] => {
          if (uncounted.has(JSON.stringify([unitKey(quoted.unit), experiment]))) return [];
          const weightEpoch = pricing.revisions.get(experiment)?.find((row) => row.revision === revision)?.weightEpoch;
          return [{ experiment, variant, revision: revision ?? 1, weightEpoch: weightEpoch ?? 1 }];
        }),
      ];
    }),
  );
}

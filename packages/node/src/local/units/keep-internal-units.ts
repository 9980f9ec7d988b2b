import type { UnitId } from "@pricewright/core/evaluation";
import type { RecordBook } from "@pricewright/core/recording";
import type { Store } from "../store/store.ts";
import { foldUnits } from "./fold-units.ts";
import { readListed, writeListed } from "./internal-units.ts";
import { UNITS, unitKey } from "./unit-document.ts";

/** Keeps the app's list of its own people, and counts anew whom it has listed or taken off since. */
export async function keepInternalUnits(store: Store, book: RecordBook, listed: readonly UnitId[]): Promise<void> {
  if (differenceOf(await readListed(store), listed).length === 0) return;
  await store.transaction([UNITS], async (transaction) => {
    const changed = differenceOf(await readListed(transaction), listed);
    writeListed(transaction, listed);
    await foldUnits(transaction, book, changed);
  });
}

function differenceOf(before: readonly UnitId[], after: readonly UnitId[]): UnitId[] {
  const isIn = (list: readonly UnitId[]) => {
    const keys = new Set(list.map(unitKey));
    return (unit: UnitId) => keys.has(unitKey(unit));
  };
  const [was, is] = [isIn(before), isIn(after)];
  return [...before.filter((unit) => !is(unit)), ...after.filter((unit) => !was(unit))];
}

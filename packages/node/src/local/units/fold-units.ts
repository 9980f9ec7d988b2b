import { isInternal, type UnitId } from "@pricewright/core/evaluation";
import { createPriceCheck, findUnseenSales, foldRecords, type RecordBook } from "@pricewright/core/recording";
import {
  addStatistics,
  type StatisticsChange,
  statisticsChange,
  type UnitRecord,
  type UnseenSale,
  unseenSaleChange,
} from "@pricewright/core/statistics";
import type { StoreReader, StoreTransaction } from "../store/store.ts";
import { fromStoreText, storeKey, toStoreText } from "../store/store-text.ts";
import { readInternalUnits } from "./internal-units.ts";
import { readGroup, type UnitGroup } from "./read-group.ts";
import { readUnit, type UnitDocument, unitKey, writeUnit } from "./unit-document.ts";

const STATISTICS = "statistics";

/**
 * Counts units anew from everything that is kept of them, and adds what is different to the running statistics.
 *
 * @param touched Ids with something new, and ids that ceased to own what they did.
 */
export async function foldUnits(
  transaction: StoreTransaction,
  book: RecordBook,
  touched: readonly UnitId[],
): Promise<void> {
  const groups = new Map<string, UnitGroup>();
  for (const unit of touched) {
    const group = await readGroup(transaction, unit);
    groups.set(unitKey(group.owner), group);
  }
  const check = createPriceCheck(book);
  const internal = await readInternalUnits(transaction);
  const changes = new Map<string, StatisticsChange[]>();
  const add = (experiment: string, list: readonly StatisticsChange[]) =>
    changes.set(experiment, [...(changes.get(experiment) ?? []), ...list]);
  for (const { owner, members } of groups.values()) {
    const documents = members.map(({ document }) => document);
    const isLeftOut = members.some(({ unit }) => isInternal({ internal }, unit));
    const counted = isLeftOut ? [] : documents;
    const exposures = counted.flatMap((document) => document.exposures);
    const outcomes = counted.flatMap((document) => document.outcomes);
    const unseen = findUnseenSales({ exposures, outcomes, book });
    const records = foldRecords({
      exposures,
      outcomes,
      // The records of a unit of one id went into its exposures already.
      showings: documents.length > 1 ? documents.flatMap(({ frozen }) => frozen) : [],
      book,
      check,
    });
    for (const { unit, document } of members) {
      const isOwner = unitKey(unit) === unitKey(owner);
      const after = isOwner ? Object.fromEntries(records) : {};
      const unseenAfter = isOwner ? Object.fromEntries(unseen) : {};
      note(document, after, unseenAfter, add);
      // Read again: another group's visitor may have been written meanwhile.
      writeUnit(transaction, unit, { ...(await readUnit(transaction, unit)), folded: after, unseen: unseenAfter });
    }
  }
  for (const [experiment, list] of changes) await addToStatistics(transaction, experiment, list);
}

function note(
  { folded, unseen }: UnitDocument,
  after: Readonly<Record<string, UnitRecord>>,
  unseenAfter: Readonly<Record<string, UnseenSale>>,
  add: (experiment: string, list: readonly StatisticsChange[]) => void,
): void {
  for (const experiment of new Set([...Object.keys(folded), ...Object.keys(after)]))
    add(experiment, statisticsChange(folded[experiment] ?? null, after[experiment] ?? null));
  for (const experiment of new Set([...Object.keys(unseen), ...Object.keys(unseenAfter)]))
    add(experiment, unseenSaleChange(unseen[experiment] ?? null, unseenAfter[experiment] ?? null));
}

async function addToStatistics(
  transaction: StoreTransaction,
  experiment: string,
  changes: readonly StatisticsChange[],
): Promise<void> {
  for (const change of addStatistics(changes)) {
    const { revision, weightEpoch, variant, segment, day } = change;
    const key = storeKey(experiment, revision, weightEpoch, variant, segment, day);
    const before = (await transaction.read(STATISTICS, [key])).get(key);
    const [after] = addStatistics([...(before ? [fromStoreText<StatisticsChange>(before)] : []), change]);
    transaction.write(STATISTICS, key, after ? toStoreText(after) : null);
  }
}

/** An experiment's running statistics. */
export async function readStatistics(reader: StoreReader, experiment: string): Promise<StatisticsChange[]> {
  const texts = await reader.list(STATISTICS, storeKey(experiment));
  return [...texts.values()].map((text) => fromStoreText<StatisticsChange>(text));
}

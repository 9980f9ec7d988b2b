import { internalUnits, type UnitId } from "@pricewright/core/evaluation";
import type { StoreReader, StoreTransaction } from "../store/store.ts";
import { fromStoreText, storeKey, toStoreText } from "../store/store-text.ts";

const INTERNAL = "internal";
const LISTED = storeKey("units");

/** The seller's own people, as the app that was opened last lists them: what is counted does not hang on who counts it. */
export async function readInternalUnits(reader: StoreReader): Promise<ReadonlySet<string>> {
  return internalUnits(await readListed(reader));
}

/** That list itself. */
export async function readListed(reader: StoreReader): Promise<readonly UnitId[]> {
  const text = (await reader.read(INTERNAL, [LISTED])).get(LISTED);
  return text === undefined ? [] : fromStoreText<UnitId[]>(text);
}

/** Keeps a list in place of the one before. */
export function writeListed(transaction: StoreTransaction, listed: readonly UnitId[]): void {
  transaction.write(INTERNAL, LISTED, listed.length === 0 ? null : toStoreText(listed));
}

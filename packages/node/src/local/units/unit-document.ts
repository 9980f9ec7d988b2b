import type { UnitId } from "@pricewright/core/evaluation";
import type { IdentityLink } from "@pricewright/core/frozen";
import type { ExperimentExposure, StoredOutcome, StoredRecord } from "@pricewright/core/recording";
import type { ExposureFact, UnitRecord, UnseenSale } from "@pricewright/core/statistics";
import type { StoreReader, StoreTransaction } from "../store/store.ts";
import { fromStoreText, storeKey, toStoreText } from "../store/store-text.ts";

/** Everything that is kept of one id. */
export interface UnitDocument {
  readonly frozen: readonly StoredRecord[];
  /** Of a visitor: the accounts that it was identified as. */
  readonly links: readonly IdentityLink[];
  /** Of an account: the visitors that were identified as it. */
  readonly visitors: readonly string[];
  readonly exposures: readonly { readonly experiment: string; readonly fact: ExposureFact }[];
  readonly outcomes: readonly StoredOutcome[];
  /** Quotes on which payment pages were made. */
  readonly checkouts: readonly QuotedCheckout[];
  /** By experiment: how the unit is counted. Under the id that owns it only. */
  readonly folded: Readonly<Record<string, UnitRecord>>;
  readonly unseen: Readonly<Record<string, UnseenSale>>;
}

/** What a payment page's quote named. */
interface QuotedCheckout {
  readonly price: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly arms: readonly ExperimentExposure[];
}

/** The lock of everything that is written about units. */
export const UNITS = "units";

const NOTHING: UnitDocument = {
  frozen: [],
  links: [],
  visitors: [],
  exposures: [],
  outcomes: [],
  checkouts: [],
  folded: {},
  unseen: {},
};

/** Names a unit as one text. */
export function unitKey({ kind, id }: UnitId): string {
  return storeKey(kind, id);
}

/** What is kept of some ids, by {@link unitKey}. */
export async function readUnits(reader: StoreReader, units: readonly UnitId[]): Promise<Map<string, UnitDocument>> {
  const keys = [...new Set(units.map(unitKey))];
  const texts = await reader.read(UNITS, keys);
  return new Map(
    keys.map((key) => {
      const text = texts.get(key);
      return [key, text === undefined ? NOTHING : { ...NOTHING, ...fromStoreText<Partial<UnitDocument>>(text) }];
    }),
  );
}

/** What is kept of one id. */
export async function readUnit(reader: StoreReader, unit: UnitId): Promise<UnitDocument> {
  return (await readUnits(reader, [unit])).get(unitKey(unit)) as UnitDocument;
}

/** Keeps it. */
export function writeUnit(transaction: StoreTransaction, unit: UnitId, document: UnitDocument): void {
  transaction.write(UNITS, unitKey(unit), toStoreText(document));
}

import {
  addRecords,
  type ChangedRecords,
  type ChargeDocument,
  type CreditState,
  emptyCreditState,
  isOpenCharge,
  isOpenGrant,
  isOpenHold,
  type RecordsJson,
  recordsFromJson,
  recordsToJson,
} from "@pricewright/core/credits";
import type { StoreReader, StoreTransaction } from "../store/store.ts";
import { fromStoreText, storeKey, toStoreText } from "../store/store-text.ts";

/** What is kept of an account besides its records. */
export interface AccountHead extends Pick<CreditState, "time" | "transactions" | "entries"> {
  /** Version of the catalog that the account's usage is priced by. */
  readonly catalogVersion: number;
}

type Kind = keyof RecordsJson;
const KINDS = ["grants", "holds", "charges"] as const satisfies readonly Kind[];

const HEADS = "accounts";
const OPEN = "credits-open";
const CLOSED = "credits-closed";
const DOCUMENTS = "charge-documents";

/** The head of an account, or null for one that nothing happened to. */
export async function readHead(reader: StoreReader, account: string): Promise<AccountHead | null> {
  const key = storeKey(account);
  const text = (await reader.read(HEADS, [key])).get(key);
  return text === undefined ? null : fromStoreText<AccountHead>(text);
}

/** Keeps it. */
export function writeHead(transaction: StoreTransaction, account: string, head: AccountHead): void {
  transaction.write(HEADS, storeKey(account), toStoreText(head));
}

/** Which closed records are read beside the open ones: all, or those of the named commands with what they burnt. */
export type WantedRecords = "all" | readonly string[];

/** An account's state: its open records, and the closed ones that are wanted. */
export async function readState(
  reader: StoreReader,
  account: string,
  head: AccountHead | null,
  wanted: WantedRecords,
): Promise<CreditState> {
  const open = recordsOf(await reader.list(OPEN, storeKey(account)));
  const closed =
    wanted === "all"
      ? recordsOf(await reader.list(CLOSED, storeKey(account)))
      : await readNamed(reader, account, wanted, open);
  const records: ChangedRecords = {
    grants: [...open.grants, ...closed.grants],
    holds: [...open.holds, ...closed.holds],
    charges: [...open.charges, ...closed.charges],
  };
  const owing = records.charges
    .filter(({ owed }) => owed > 0n)
    .sort((a, b) => a.owedSince - b.owedSince)
    .map(({ id }) => id);
  const { time, transactions, entries } = head ?? emptyCreditState;
  return addRecords({ ...emptyCreditState, time, transactions, entries, owing }, records);
}

/** The closed records that commands name, with the closed grants that named holds and charges burnt. */
async function readNamed(
  reader: StoreReader,
  account: string,
  ids: readonly string[],
  open: ChangedRecords,
): Promise<ChangedRecords> {
  const places = ids.flatMap((id) => KINDS.map((kind) => storeKey(account, kind, id)));
  const named = recordsOf(await reader.read(CLOSED, places));
  const isNamed = ({ id }: { readonly id: string }) => ids.includes(id);
  const burnt = [
    ...[...open.holds, ...named.holds].filter(isNamed).flatMap(({ taken }) => taken),
    ...[...open.charges, ...named.charges].filter(isNamed).flatMap(({ parts }) => parts),
  ];
  const grants = [...new Set(burnt.map(({ grant }) => grant))].filter(
    (id) => !named.grants.some((one) => one.id === id),
  );
  const more = recordsOf(
    await reader.read(
      CLOSED,
      grants.map((id) => storeKey(account, "grants", id)),
    ),
  );
  return { ...named, grants: [...named.grants, ...more.grants] };
}

function recordsOf(texts: ReadonlyMap<string, string>): ChangedRecords {
  const of = (kind: Kind) =>
    [...texts].flatMap(([key, text]) => (key.includes(`/"${kind}"/`) ? [JSON.parse(text) as unknown] : []));
  return recordsFromJson({ grants: of("grants"), holds: of("holds"), charges: of("charges") });
}

/** Keeps records that changed, each as open or as closed. */
export function writeRecords(transaction: StoreTransaction, account: string, changed: ChangedRecords): void {
  const json = recordsToJson(changed);
  const open = {
    grants: changed.grants.map(isOpenGrant),
    holds: changed.holds.map(isOpenHold),
    charges: changed.charges.map(isOpenCharge),
  };
  for (const kind of KINDS)
    json[kind].forEach((record, index) => {
      const key = storeKey(account, kind, record.id);
      const [home, other] = open[kind][index] ? [OPEN, CLOSED] : [CLOSED, OPEN];
      transaction.write(home, key, JSON.stringify(record));
      transaction.write(other, key, null);
    });
}

/** How usage became the named charges. */
export async function readDocuments(
  reader: StoreReader,
  account: string,
  ids: readonly string[],
): Promise<ChargeDocument[]> {
  const texts = await reader.read(
    DOCUMENTS,
    ids.map((id) => storeKey(account, id)),
  );
  return [...texts.values()].map((text) => fromStoreText<ChargeDocument>(text));
}

/** Keeps it. */
export function writeDocument(transaction: StoreTransaction, account: string, document: ChargeDocument): void {
  transaction.write(DOCUMENTS, storeKey(account, document.id), toStoreText(document));
}

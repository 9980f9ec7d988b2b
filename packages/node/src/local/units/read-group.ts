import type { StoredPrices, UnitId } from "@pricewright/core/evaluation";
import { accountOf, identify } from "@pricewright/core/frozen";
import type { StoreReader } from "../store/store.ts";
import { readUnit, readUnits, type UnitDocument, unitKey } from "./unit-document.ts";

/** Ids that are one unit: an account and the visitors that turned out to be it, or one id by itself. */
export interface UnitGroup {
  /** The id that the unit is counted under. */
  readonly owner: UnitId;
  /** Every id of the unit with what is kept of it, the owner's own first. */
  readonly members: readonly { readonly unit: UnitId; readonly document: UnitDocument }[];
}

/** The unit that an id belongs to. */
export async function readGroup(reader: StoreReader, unit: UnitId): Promise<UnitGroup> {
  const own = await readUnit(reader, unit);
  const account = unit.kind === "account" ? unit.id : accountOf(own.links);
  if (account === null) return { owner: unit, members: [{ unit, document: own }] };
  const owner: UnitId = { kind: "account", id: account };
  const head = unit.kind === "account" ? own : await readUnit(reader, owner);
  const visitors = head.visitors.map((id): UnitId => ({ kind: "visitor", id }));
  const documents = await readUnits(reader, visitors);
  const members = visitors.flatMap((visitor) => {
    const document = documents.get(unitKey(visitor)) as UnitDocument;
    // A visitor belongs to the earliest account that it was identified as.
    return accountOf(document.links) === account ? [{ unit: visitor, document }] : [];
  });
  return { owner, members: [{ unit: owner, document: head }, ...members] };
}

/** What the unit was shown, and whether it bought. */
export function storedPrices({ owner, members }: UnitGroup): StoredPrices {
  const records = members
    .flatMap(({ document }) => document.frozen.map(({ record }) => record))
    .sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
  const account = owner.kind === "account" ? owner.id : null;
  return {
    records: account === null ? records : identify(account, records),
    account,
    bought: members.some(({ document }) => document.outcomes.some(({ type }) => type === "sale")),
  };
}

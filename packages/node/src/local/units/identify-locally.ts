import { isUnitId, PricewrightError } from "@pricewright/core";
import type { IdentifyRequest, IdentifyResponse } from "@pricewright/core/api";
import type { UnitId } from "@pricewright/core/evaluation";
import { accountOf } from "@pricewright/core/frozen";
import type { Engine } from "../engine.ts";
import { foldUnits } from "./fold-units.ts";
import { readUnit, UNITS, writeUnit } from "./unit-document.ts";

/** How far ahead of the own clock an identification may be, in milliseconds. */
const MOST_AHEAD = 5 * 60_000;

/**
 * Notes that a visitor turned out to be an account, and moves what the visitor did into the account's totals. The visitor
 * belongs to the earliest account by time and id, so the order in which links arrive does not matter.
 *
 * @throws PricewrightError `invalid-request` for an id that is none, or a time in the future.
 */
export async function identifyLocally(
  { store, book, clock }: Engine,
  { visitor, account, at }: IdentifyRequest,
): Promise<IdentifyResponse> {
  const now = clock();
  const time = at === undefined ? now : new Date(at);
  if (!isUnitId(visitor) || !isUnitId(account))
    throw new PricewrightError("invalid-request", "An id has 1 to 512 bytes of UTF-8.");
  if (!(time.getTime() <= now.getTime() + MOST_AHEAD))
    throw new PricewrightError("invalid-request", "The time lies more than 5 minutes in the future, or is none.");
  return store.transaction([UNITS], async (transaction) => {
    const unit: UnitId = { kind: "visitor", id: visitor };
    const document = await readUnit(transaction, unit);
    const before = accountOf(document.links);
    const known = document.links.find((link) => link.account === account);
    const fresh = { account, at: time.toISOString() };
    const link = known && known.at < fresh.at ? known : fresh;
    const links = [...document.links.filter((one) => one !== known), link];
    writeUnit(transaction, unit, { ...document, links });
    const owner: UnitId = { kind: "account", id: account };
    const head = await readUnit(transaction, owner);
    if (!head.visitors.includes(visitor))
      writeUnit(transaction, owner, { ...head, visitors: [...head.visitors, visitor].sort() });
    const after = accountOf(links) as string;
    if (before !== after) {
      const accounts = before === null ? [after] : [after, before];
      await foldUnits(transaction, book, [unit, ...accounts.map((id): UnitId => ({ kind: "account", id }))]);
    }
    return { visitor, account: after, warnings: [] };
  });
}

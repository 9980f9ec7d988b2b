import type { FieldProblem } from "../api/index.ts";
import { readFrozen } from "../assignment/frozen/frozen-token.ts";
import type { FrozenRecord } from "../assignment/frozen-record.ts";
import type { UnitId } from "./unit-id.ts";

/** Signed records that a caller passed, read. */
export interface PassedRecords {
  readonly records: readonly FrozenRecord[];
  /** One `frozen-rejected` for each that is forged or another unit's. */
  readonly ignored: readonly FieldProblem[];
}

/**
 * Reads signed records and leaves out those that are not genuine or not of the unit.
 *
 * @param options.since Older records are left out, too: the tests that they are of are gone.
 */
export function passedRecords(
  tokens: readonly string[],
  unit: UnitId,
  secret: Uint8Array,
  { since = null }: { readonly since?: Date | null } = {},
): PassedRecords {
  const ignored: FieldProblem[] = [];
  const records = tokens.flatMap((token, index) => {
    const record = readFrozen(token, secret);
    const isOwn = record !== null && record.unit.kind === unit.kind && record.unit.id === unit.id;
    const isOld = record !== null && since !== null && Date.parse(record.at) < since.getTime();
    if (isOwn && !isOld) return [record];
    const why = isOwn ? "the record is from before the environment was emptied" : "the record is another unit's";
    ignored.push({
      field: `frozen.${index}`,
      code: "frozen-rejected",
      message: record ? why : "the record was altered, or not signed by this server",
    });
    return [];
  });
  return { records, ignored };
}

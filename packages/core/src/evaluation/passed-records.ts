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

/** Reads signed records and leaves out those that are not genuine or not of the unit. */
export function passedRecords(tokens: readonly string[], unit: UnitId, secret: Uint8Array): PassedRecords {
  const ignored: FieldProblem[] = [];
  const records = tokens.flatMap((token, index) => {
    const record = readFrozen(token, secret);
    if (record && record.unit.kind === unit.kind && record.unit.id === unit.id) return [record];
    ignored.push({
      field: `frozen.${index}`,
      code: "frozen-rejected",
      message: record ? "the record is another unit's" : "the record was altered, or not signed by this server",
    });
    return [];
  });
  return { records, ignored };
}

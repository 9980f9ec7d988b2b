import type { UnitKind } from "../assignment/unit.ts";

/** A unit by kind and id. */
export interface UnitId {
  readonly kind: UnitKind;
  readonly id: string;
}

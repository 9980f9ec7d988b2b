import type { PriceBook } from "./price-book.ts";
import type { UnitId } from "./unit-id.ts";

/** Units of the seller's own people, as {@link PriceBook} holds them. */
export function internalUnits(units: readonly UnitId[]): ReadonlySet<string> {
  return new Set(units.map(nameOf));
}

/** Whether a unit is one of the seller's own people, whom experiments leave out. */
export function isInternal({ internal }: Pick<PriceBook, "internal">, unit: UnitId): boolean {
  return internal !== undefined && internal.size > 0 && internal.has(nameOf(unit));
}

function nameOf({ kind, id }: UnitId): string {
  return `${kind} ${id}`;
}

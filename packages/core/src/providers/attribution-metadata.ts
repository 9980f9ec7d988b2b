import type { UnitReference } from "../api/events.ts";
import { isUnitId } from "../assignment/unit.ts";

/** What is put on a provider's session and subscription, so that its webhooks can be attributed. */
export interface AttributionMetadata {
  readonly unit: UnitReference | null;
  /** Id of the price in the catalog. */
  readonly price: string | null;
  /** Id of the checkout that was made for it. */
  readonly checkout: string | null;
}

const NAMES = {
  kind: "pricewright_unit_kind",
  id: "pricewright_unit_id",
  price: "pricewright_price",
  checkout: "pricewright_checkout",
} as const;

/** The metadata of a sale. Values that are longer than a provider keeps would not come back, so they are left out. */
export function writeMetadata({ unit, price, checkout }: AttributionMetadata): Record<string, string> {
  const values = {
    [NAMES.kind]: unit?.kind,
    [NAMES.id]: unit?.id,
    [NAMES.price]: price,
    [NAMES.checkout]: checkout,
  };
  return Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) => (value && value.length <= 500 ? [[name, value] as const] : [])),
  );
}

/** What the first of several records of metadata says that says whose the event is. */
export function readMetadata(records: readonly unknown[]): AttributionMetadata {
  const read = records.filter(isRecord).map((record) => {
    const kind = record[NAMES.kind];
    const id = record[NAMES.id];
    const isUnit = (kind === "visitor" || kind === "account") && typeof id === "string" && isUnitId(id);
    return {
      unit: isUnit ? ({ kind, id } as const) : null,
      price: textOf(record[NAMES.price]),
      checkout: textOf(record[NAMES.checkout]),
    };
  });
  return read.find(({ unit }) => unit !== null) ?? read[0] ?? { unit: null, price: null, checkout: null };
}

function textOf(value: unknown): string | null {
  return typeof value === "string" && value !== "" ? value.slice(0, 500) : null;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

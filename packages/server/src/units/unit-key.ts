import type { UnitId } from "./frozen-store.ts";

/** Names a unit as one text, for maps and sets. */
export function unitKey({ kind, id }: UnitId): string {
  return `${kind}:${id}`;
}

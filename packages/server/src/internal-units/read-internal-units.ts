import type { InternalUnit } from "@pricewright/core/api";
import { asc } from "drizzle-orm";
import type { Queries } from "../database/database.ts";
import { internalUnits } from "../database/schema/index.ts";
import type { UnitId } from "../units/frozen-store.ts";

/** Everybody who is listed, oldest first. */
export async function listInternalUnits(queries: Queries): Promise<InternalUnit[]> {
  const found = await queries
    .select()
    .from(internalUnits)
    .orderBy(asc(internalUnits.addedAt), asc(internalUnits.unitId), asc(internalUnits.unitKind));
  return found.map(({ unitKind: kind, unitId: id, reason, addedAt }) => ({
    unit: { kind, id },
    reason,
    addedAt: new Date(addedAt).toISOString(),
  }));
}

/** Whom experiments leave out. */
export function readInternalUnits(queries: Queries): Promise<UnitId[]> {
  return queries.select({ kind: internalUnits.unitKind, id: internalUnits.unitId }).from(internalUnits);
}

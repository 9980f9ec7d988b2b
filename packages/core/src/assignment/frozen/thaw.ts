import type { FrozenRecord } from "../frozen-record.ts";
import { isUnitId } from "../unit.ts";

/**
 * Reads a stored record back from unknown JSON, and leaves out whatever else the JSON holds. It does not verify
 * a signature: that is for whoever made one.
 *
 * @returns Null when the value is not a frozen record.
 *
 * @example
 * const record = thaw(JSON.parse(cookie));
 */
export function thaw(value: unknown): FrozenRecord | null {
  if (!isObject(value) || !isObject(value.unit)) return null;
  const { experiment, revision, variant, currency, counted, hashedId, at, excluded, releasedFrom } = value;
  const { kind, id } = value.unit;
  const isRecord =
    (kind === "visitor" || kind === "account") &&
    isUnitId(id) &&
    isUnitId(hashedId) &&
    isName(experiment) &&
    isName(variant) &&
    Number.isInteger(revision) &&
    (revision as number) >= 1 &&
    (currency === null || (typeof currency === "string" && /^[A-Z]{3}$/.test(currency))) &&
    typeof counted === "boolean" &&
    isTime(at) &&
    (excluded === undefined || excluded === "multiple-exposure") &&
    (releasedFrom === undefined || isName(releasedFrom));
  if (!isRecord) return null;
  const record = { unit: { kind, id }, experiment, revision, variant, currency, counted, hashedId, at };
  return {
    ...record,
    ...(excluded === undefined ? {} : { excluded }),
    ...(releasedFrom === undefined ? {} : { releasedFrom }),
  } as FrozenRecord;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

function isName(value: unknown): boolean {
  return typeof value === "string" && /^[\w.-]{1,128}$/.test(value);
}

/** Only the one spelling that `freeze` writes, so that records sort by time as text. */
function isTime(value: unknown): boolean {
  if (typeof value !== "string") return false;
  const time = new Date(value);
  return !Number.isNaN(time.getTime()) && time.toISOString() === value;
}

import type { FrozenRecord } from "@pricewright/core";
import { thaw } from "@pricewright/core/frozen";
import { readSigned, signText } from "../secrets/signed-text.ts";

/** Tokens of records that are kept in memory, which are signed once. */
const signed = new WeakMap<FrozenRecord, { readonly secret: Uint8Array; readonly token: string }>();

/** A frozen record that a browser or an app may keep and pass back, signed so that it cannot be altered. */
export function signFrozen(record: FrozenRecord, secret: Uint8Array): string {
  const known = signed.get(record);
  if (known?.secret === secret) return known.token;
  // Always in the same order, so that the same record has the same token.
  const { unit, experiment, revision, variant, currency, counted, hashedId, at } = record;
  const { kind, id } = unit;
  const inOrder = { unit: { kind, id }, experiment, revision, variant, currency, counted, hashedId, at };
  const token = signText(JSON.stringify(inOrder satisfies FrozenRecord), secret);
  signed.set(record, { secret, token });
  return token;
}

/** The record of a token that {@link signFrozen} made with this secret, or null. */
export function readFrozen(token: string, secret: Uint8Array): FrozenRecord | null {
  const text = readSigned(token, secret);
  return text === null ? null : thaw(JSON.parse(text));
}

import { readSigned, signText } from "../../signing/signed-text.ts";
import type { FrozenRecord } from "../frozen-record.ts";
import { thaw } from "./thaw.ts";

/** Tokens of records that are kept in memory, which are signed once. */
const signed = new WeakMap<FrozenRecord, { readonly secret: Uint8Array; readonly token: string }>();

/** A frozen record that a browser or an app may keep and pass back, signed so that it cannot be altered. */
export function signFrozen(record: FrozenRecord, secret: Uint8Array): string {
  const known = signed.get(record);
  if (known?.secret === secret) return known.token;
  const token = signText(JSON.stringify(inOrder(record)), secret);
  signed.set(record, { secret, token });
  return token;
}

/** Always in the same order, so that the same record has the same token. */
function inOrder(record: FrozenRecord): FrozenRecord {
  const { unit, experiment, revision, variant, currency, counted, hashedId, at, excluded, releasedFrom } = record;
  const { kind, id } = unit;
  return {
    unit: { kind, id },
    experiment,
    revision,
    variant,
    currency,
    counted,
    hashedId,
    at,
    ...(excluded === undefined ? {} : { excluded }),
    ...(releasedFrom === undefined ? {} : { releasedFrom }),
  };
}

/** The record of a token that {@link signFrozen} made with this secret, or null. */
export function readFrozen(token: string, secret: Uint8Array): FrozenRecord | null {
  const text = readSigned(token, secret);
  return text === null ? null : thaw(JSON.parse(text));
}

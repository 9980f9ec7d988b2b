import { createHmac, timingSafeEqual } from "node:crypto";
import type { FrozenRecord } from "@pricewright/core";
import { thaw } from "@pricewright/core/frozen";
import type { Scope } from "../database/database.ts";

/** Tokens of records that are kept in memory, which are signed once. */
const signed = new WeakMap<FrozenRecord, { readonly secret: Uint8Array; readonly token: string }>();

/** A frozen record that a browser or an app may keep and pass back, signed so that it cannot be altered. */
export function signFrozen(record: FrozenRecord, scope: Scope, secret: Uint8Array): string {
  const known = signed.get(record);
  if (known?.secret === secret) return known.token;
  const content = Buffer.from(JSON.stringify(record)).toString("base64url");
  const token = `${content}.${codeOf(content, scope, secret)}`;
  signed.set(record, { secret, token });
  return token;
}

/** The record of a token that {@link signFrozen} made for this tenant and environment, or null. */
export function readFrozen(token: string, scope: Scope, secret: Uint8Array): FrozenRecord | null {
  const [content = "", code = "", ...rest] = token.split(".");
  const expected = Buffer.from(codeOf(content, scope, secret));
  const given = Buffer.from(code);
  if (rest.length > 0 || expected.length !== given.length || !timingSafeEqual(expected, given)) return null;
  return thaw(JSON.parse(Buffer.from(content, "base64url").toString("utf8")));
}

function codeOf(content: string, { tenantId, environment }: Scope, secret: Uint8Array): string {
  return createHmac("sha256", secret).update(`${tenantId}\n${environment}\n${content}`).digest("base64url");
}

import { createHmac, timingSafeEqual } from "node:crypto";
import type { FrozenRecord } from "@pricewright/core";
import { thaw } from "@pricewright/core/frozen";
import type { Scope } from "../database/database.ts";

/** A frozen record that a browser or an app may keep and pass back, signed so that it cannot be altered. */
export function signFrozen(record: FrozenRecord, scope: Scope, secret: Uint8Array): string {
  const content = Buffer.from(JSON.stringify(record)).toString("base64url");
  return `${content}.${codeOf(content, scope, secret)}`;
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

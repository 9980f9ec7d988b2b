import { randomBytes } from "node:crypto";
import type { Context } from "hono";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";

const NAME = "visitor";
const YEAR = 365 * 86_400;
/** 128 bits in hexadecimal. */
const VISITOR_ID = /^[0-9a-f]{32}$/;

/** The visitor that a request comes from; undefined for a new one. */
export function readVisitor(context: Context): string | undefined {
  const id = getCookie(context, NAME);
  return id !== undefined && VISITOR_ID.test(id) ? id : undefined;
}

/** The visitor that a request comes from, made now if there is none. */
export function ensureVisitor(context: Context): string {
  const known = readVisitor(context);
  if (known) return known;
  const id = randomBytes(16).toString("hex");
  setCookie(context, NAME, id, { httpOnly: true, sameSite: "Lax", path: "/", maxAge: YEAR });
  return id;
}

/** Forgets the visitor, so that the next request is somebody else's. */
export function forgetVisitor(context: Context): void {
  deleteCookie(context, NAME, { path: "/" });
}

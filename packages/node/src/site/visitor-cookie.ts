import { PricewrightError } from "@pricewright/core";
import { deriveSecret, readSigned, signText } from "@pricewright/core/evaluation";

/** A cookie that holds a visitor's id, signed: a browser can keep it and lose it, and not choose it. */
export interface VisitorCookie {
  readonly name: string;
  /** The id in a `Cookie` header, or null where there is none or somebody changed it. */
  readonly read: (header: string | null | undefined) => string | null;
  /** The id in the cookie's own value, or null. */
  readonly open: (value: string | undefined) => string | null;
  /** What the cookie's value is for an id. */
  readonly seal: (id: string) => string;
  /** A `Set-Cookie` header that keeps an id for another 400 days, the longest that browsers keep any. */
  readonly write: (id: string) => string;
  /** A `Set-Cookie` header for somebody who took their consent back. */
  readonly forget: () => string;
}

/** Seconds that browsers keep a cookie at most: 400 days. */
export const COOKIE_SECONDS = 34_560_000;

/**
 * Makes the cookie. It is Secure, which browsers take on `localhost` without TLS too, HttpOnly and SameSite=Lax.
 *
 * @throws PricewrightError `weak-secret` for a secret of fewer than 32 characters.
 */
export function visitorCookie(secret: string, name: string): VisitorCookie {
  if (secret.length < 32)
    throw new PricewrightError(
      "weak-secret",
      `cookieSecret has ${secret.length} characters; use 32 or more random ones, and keep them: another secret makes every visitor a new one.`,
    );
  const key = deriveSecret(secret, `cookies/${name}`);
  const seal = (id: string) => signText(id, key);
  const open = (value: string | undefined) => (value === undefined ? null : readSigned(value, key));
  const set = (value: string, seconds: number) =>
    `${name}=${value}; Path=/; Max-Age=${seconds}; HttpOnly; Secure; SameSite=Lax`;
  return {
    name,
    open,
    seal,
    read: (header) => {
      const parts = (header ?? "").split(";").map((part) => part.trim());
      return open(parts.find((part) => part.startsWith(`${name}=`))?.slice(name.length + 1));
    },
    write: (id) => set(seal(id), COOKIE_SECONDS),
    forget: () => set("", 0),
  };
}

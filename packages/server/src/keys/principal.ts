import type { Scope } from "../database/database.ts";
import type { Person } from "../people/people.ts";
import type { Role } from "../people/roles.ts";

/** What a secret key may do. */
export const KEY_SCOPES = ["evaluate", "events", "credits", "manage"] as const;

/** One thing that a secret key may be allowed to do. */
export type KeyScope = (typeof KEY_SCOPES)[number];

/** Scopes of a key that names none. */
export const DEFAULT_SCOPES: readonly KeyScope[] = ["evaluate", "events", "credits"];

/** Who is asking: a key, a browser that acts for one account, or a person: signed in, or at this machine's own dashboard. */
export interface Principal {
  readonly kind: "secret" | "publishable" | "account" | "session";
  readonly scope: Scope;
  /** Names the caller in rate limits and in the audit log. */
  readonly id: string;
  /** Id of the API key; for an account token, of the key that made it. */
  readonly keyId: string;
  readonly scopes: readonly KeyScope[];
  /** Sites that a publishable key is for; empty for any. */
  readonly origins: readonly string[];
  /** Of a person: what they may do in the tenant. */
  readonly role?: Role;
  /** Of somebody who signed in. */
  readonly person?: Person;
  /** Set for an account token. */
  readonly account?: { readonly id: string; readonly attributes: Readonly<Record<string, unknown>> };
}

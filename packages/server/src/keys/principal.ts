import type { Scope } from "../database/database.ts";

/** Who is asking: a key, or a person at this machine's own dashboard. */
export interface Principal {
  readonly kind: "secret" | "publishable" | "session";
  readonly scope: Scope;
  /** Names the caller in rate limits and as the source of events. */
  readonly id: string;
}

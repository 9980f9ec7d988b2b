import type { ProviderCheckout } from "../provider.ts";

/** A payment page and what became of it. */
export interface SandboxSession {
  readonly id: string;
  readonly checkout: ProviderCheckout;
  status: "open" | "paid" | "refunded";
}

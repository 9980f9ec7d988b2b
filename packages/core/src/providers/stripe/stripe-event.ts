import type { AskProvider } from "../ask-provider.ts";
import type { ProviderDocument } from "../provider-document.ts";

/** A verified event of Stripe and the means to ask for what it leaves out. */
export interface StripeEventInput {
  readonly event: ProviderDocument;
  readonly ask: AskProvider;
  /** Milliseconds since 1970: what is asked for now is the state of now. */
  readonly now: number;
}

/** A time of Stripe in milliseconds since 1970. */
export function seconds(value: unknown): number {
  return Number(value) * 1000;
}

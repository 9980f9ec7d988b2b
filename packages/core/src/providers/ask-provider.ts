import type { ProviderDocument } from "./provider-document.ts";

/** What a provider answered. */
export interface ProviderAnswer {
  readonly status: number;
  /** The parsed body; null for what is no JSON. */
  readonly body: ProviderDocument;
}

/**
 * Asks a provider for what its webhook leaves out.
 *
 * @param path With its query, such as `/v1/subscriptions/sub_1`.
 */
export type AskProvider = (path: string) => Promise<ProviderAnswer>;

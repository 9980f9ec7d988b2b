import type { SettleRequest } from "@pricewright/core/api";
import type { KeySource, TokenUsage } from "@pricewright/core/credits";

/** A request to a model, for which an account pays. */
export interface LlmCall {
  /** Names the hold and the charge, so that the same call is charged once. @default a new id */
  readonly id?: string | undefined;
  readonly account: string;
  /** As the cost table names it, such as `"anthropic"`. */
  readonly provider: string;
  readonly model: string;
  /** Tokens of the prompt, as counted or guessed: what the hold is sized by. */
  readonly inputTokens: number;
  /** The most that the reply may have, such as `max_tokens`. */
  readonly maximumOutputTokens: number;
  /** Whose upstream key is used. @default "platform" */
  readonly keySource?: KeySource | undefined;
  /** The variant that markup rules may name. */
  readonly variant?: string | undefined;
  /** Aborts the request. @default never */
  readonly signal?: AbortSignal | undefined;
}

/** What a hold is settled by: the tokens, at a pinned cost table. */
export function usageOf(
  { provider, model, keySource, variant }: LlmCall,
  tokens: TokenUsage,
  { id, version }: { readonly id: string; readonly version: string },
): SettleRequest {
  return {
    usage: { type: "tokens", provider, model, tokens },
    costTable: { id, version },
    ...(keySource === undefined ? {} : { keySource }),
    ...(variant === undefined ? {} : { variant }),
  };
}

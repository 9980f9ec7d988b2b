/**
 * The tokens of one request, each in exactly one pool: `input` leaves out what was cached, written to a cache or
 * audio; `output` leaves out reasoning and audio. Whole numbers of 0 or more; a pool that is left out is 0.
 */
export interface TokenUsage {
  /** Tokens read afresh. */
  readonly input: number;
  /** Tokens of the reply, reasoning and audio left out. */
  readonly output: number;
  /** Tokens that came out of a cache. */
  readonly cachedInput?: number | undefined;
  /** Tokens written to a cache that lives for minutes, or for as long as the provider chooses. */
  readonly cacheWrite5m?: number | undefined;
  /** Tokens written to a cache that lives for an hour. */
  readonly cacheWrite1h?: number | undefined;
  readonly reasoning?: number | undefined;
  readonly audioInput?: number | undefined;
  readonly audioOutput?: number | undefined;
  /** What is paid by the piece, such as `{ webSearch: 2 }`. */
  readonly extras?: Readonly<Record<string, number>> | undefined;
}

/** The pools of {@link TokenUsage}, in the order in which a charge lists them. */
export const TOKEN_POOLS = [
  "input",
  "cachedInput",
  "cacheWrite5m",
  "cacheWrite1h",
  "audioInput",
  "output",
  "reasoning",
  "audioOutput",
] as const;

/** Name of a pool of {@link TokenUsage}. */
export type TokenPool = (typeof TOKEN_POOLS)[number];

/** How many of {@link TOKEN_POOLS}, from the first, make up the context that a request sends. */
export const INPUT_POOLS = 5;

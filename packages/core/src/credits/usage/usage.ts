import type { TokenUsage } from "./token-usage.ts";

/** Tokens of one request to a model. */
export interface ModelUsage {
  readonly type: "tokens";
  readonly provider: string;
  /** The model's id as the provider's answer gives it, or any name that the cost table knows it by. */
  readonly model: string;
  readonly tokens: TokenUsage;
  /**
   * Whether the request ran in a provider's batch, which has a price of its own.
   *
   * @default false
   */
  readonly batch?: boolean | undefined;
  /**
   * Meter that markup rules know the usage by.
   *
   * @default "tokens"
   */
  readonly meter?: string | undefined;
}

/** An amount of anything else with a unit cost: hours, GB-months, requests, seats. */
export interface MeterUsage {
  readonly type: "quantity";
  /** A meter of the cost table. */
  readonly meter: string;
  /** Decimal string, or a whole number: 0 or more. */
  readonly quantity: string | number | bigint;
}

/** What is priced in one go. */
export type Usage = ModelUsage | MeterUsage;

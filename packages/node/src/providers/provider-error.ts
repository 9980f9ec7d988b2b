import { PricewrightError } from "@pricewright/core";
import type { ProviderName } from "./provider.ts";

/** What a {@link ProviderError} is about. */
export interface ProviderErrorDetails {
  readonly provider: ProviderName;
  /** HTTP status, or null where there was no answer. */
  readonly status?: number | null;
  readonly retryable?: boolean;
  readonly cause?: unknown;
}

/** A provider did not do what was asked. */
export class ProviderError extends PricewrightError {
  override readonly name = "ProviderError";
  readonly provider: ProviderName;
  /** HTTP status of the provider, or null where there was no answer. */
  readonly status: number | null;
  /** Whether the same call may be made again: it then succeeds or is refused, and nothing is made twice. */
  readonly retryable: boolean;

  constructor(code: string, message: string, details: ProviderErrorDetails) {
    super(code, message, { cause: details.cause });
    this.provider = details.provider;
    this.status = details.status ?? null;
    this.retryable = details.retryable ?? false;
  }
}

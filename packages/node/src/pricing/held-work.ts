import type { SettleRequest } from "@pricewright/core/api";

/** What work under a hold came to. */
export interface HeldWork<Result> {
  readonly result: Result;
  /** Credits, or the usage that they are for. */
  readonly actual: SettleRequest;
}

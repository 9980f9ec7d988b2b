import type { EventResult } from "@pricewright/core/api";
import type { PricewrightRequestError } from "../errors/to-pricewright-error.ts";

/** Events that will not be counted, and why. */
export type LostEvents =
  | { readonly reason: "rejected"; readonly results: readonly Extract<EventResult, { status: "rejected" }>[] }
  | { readonly reason: "refused"; readonly count: number; readonly error: PricewrightRequestError }
  | { readonly reason: "queue-full"; readonly count: number };

/** Prints the first loss, since a log full of them helps nobody; how many there were is counted elsewhere. */
export function warnOnce(): (lost: LostEvents) => void {
  let warned = false;
  return (lost) => {
    if (warned) return;
    warned = true;
    console.warn(`Pricewright: ${describeLoss(lost)}. Give an onLost function to handle this.`);
  };
}

function describeLoss(lost: LostEvents): string {
  switch (lost.reason) {
    case "queue-full":
      return "the queue is full, so events are dropped until the server answers";
    case "refused":
      return `the server refused ${lost.count} events: ${lost.error.message}`;
    case "rejected":
      return `the server rejected ${lost.results.length} events, the first because ${lost.results[0]?.problems[0]?.message}`;
  }
}

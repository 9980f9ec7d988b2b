import { MOST_EVENTS } from "@pricewright/core";
import type { EventResult, PricingEvent, TrackResponse } from "@pricewright/core/api";
import { PricewrightRequestError } from "../errors/to-pricewright-error.ts";

/** How events are delivered. */
export interface EventQueueOptions {
  /** Sends one batch. */
  readonly send: (events: readonly PricingEvent[]) => Promise<TrackResponse>;
  /** Most events kept while the server cannot be reached; newer ones beyond it are dropped. */
  readonly capacity: number;
  /** Milliseconds after which a batch is sent that is not full. */
  readonly maximumWait: number;
  /** Called with what the server refused, and with events that were dropped. */
  readonly onLost: (lost: LostEvents) => void;
}

/** Events that will not be counted, and why. */
export type LostEvents =
  | { readonly reason: "rejected"; readonly results: readonly Extract<EventResult, { status: "rejected" }>[] }
  | { readonly reason: "refused"; readonly count: number; readonly error: PricewrightRequestError }
  | { readonly reason: "queue-full"; readonly count: number };

/** Batches events and delivers them in the background. */
export interface EventQueue {
  readonly add: (event: PricingEvent) => void;
  /** Sends everything that waits. Rejects when the server cannot be reached; the events stay. */
  readonly flush: () => Promise<void>;
  /** Events that wait. */
  readonly size: () => number;
  /** Sends what waits, once, and stops. */
  readonly close: () => Promise<void>;
}

const LONGEST_PAUSE = 30_000;
const CONCURRENT_BATCHES = 2;

/** Makes a queue. A batch goes out when it is full or has waited long enough; a failed one is tried again, later each time. */
export function createEventQueue({ send, capacity, maximumWait, onLost }: EventQueueOptions): EventQueue {
  const waiting: PricingEvent[] = [];
  let inFlight = 0;
  let timer: NodeJS.Timeout | undefined;
  let failures = 0;
  let flushing: Promise<void> | null = null;
  let closed = false;

  const sendBatch = async (): Promise<void> => {
    const batch = waiting.splice(0, MOST_EVENTS);
    inFlight += batch.length;
    try {
      const { results } = await send(batch);
      failures = 0;
      const rejected = results.filter((result) => result.status === "rejected");
      if (rejected.length > 0) onLost({ reason: "rejected", results: rejected });
    } catch (error) {
      // A refusal, unlike an outage, does not pass: trying again would hold up every later event.
      if (isRefusal(error)) onLost({ reason: "refused", count: batch.length, error });
      else {
        failures++;
        waiting.unshift(...batch);
      }
      throw error;
    } finally {
      inFlight -= batch.length;
    }
  };

  const drain = async (): Promise<void> => {
    const lane = async () => {
      while (waiting.length > 0) await sendBatch();
    };
    const outcomes = await Promise.allSettled(Array.from({ length: CONCURRENT_BATCHES }, lane));
    const failed = outcomes.find((outcome) => outcome.status === "rejected");
    if (failed) throw failed.reason;
  };

  const schedule = (): void => {
    if (timer || closed) return;
    const pause = failures === 0 ? maximumWait : Math.min(LONGEST_PAUSE, maximumWait * 2 ** failures);
    timer = setTimeout(() => flush().catch(() => {}), pause);
    // An app that is done may end; close() is what delivers the last events.
    timer.unref?.();
  };

  const flush = (): Promise<void> => {
    clearTimeout(timer);
    timer = undefined;
    flushing ??= drain().finally(() => {
      flushing = null;
      // What could not be delivered is tried again, whoever asked for this delivery.
      if (waiting.length > 0) schedule();
    });
    return flushing;
  };

  return {
    add: (event) => {
      if (waiting.length + inFlight >= capacity) {
        onLost({ reason: "queue-full", count: 1 });
        return;
      }
      waiting.push(event);
      if (waiting.length >= MOST_EVENTS && failures === 0) flush().catch(() => {});
      else schedule();
    },
    flush,
    size: () => waiting.length + inFlight,
    close: () => {
      closed = true;
      return flush();
    },
  };
}

function isRefusal(error: unknown): error is PricewrightRequestError {
  return error instanceof PricewrightRequestError && !error.retryable;
}

import { MOST_EVENTS } from "@pricewright/core";
import type { PricingEvent, TrackResponse } from "@pricewright/core/api";
import { PricewrightRequestError } from "../errors/to-pricewright-error.ts";
import type { LostEvents } from "./lost-events.ts";

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

/** What became of events so far. */
export interface DeliveryCounts {
  /** Events that wait, or are on their way. */
  readonly waiting: number;
  /** Events that the server took in. */
  readonly delivered: number;
  /** Events that will not be counted: dropped since the queue was full, refused or rejected. */
  readonly lost: number;
}

/** Batches events and delivers them in the background. */
export interface EventQueue {
  readonly add: (event: PricingEvent) => void;
  /** Sends everything that waits. Rejects when the server cannot be reached; the events stay. */
  readonly flush: () => Promise<void>;
  readonly counts: () => DeliveryCounts;
  /** Sends what waits, once, and stops. */
  readonly close: () => Promise<void>;
}

const LONGEST_PAUSE = 30_000;
const CONCURRENT_BATCHES = 2;

/** Makes a queue. A batch goes out when it is full or has waited long enough; a failed one is tried again, later each time. */
export function createEventQueue({ send, capacity, maximumWait, onLost }: EventQueueOptions): EventQueue {
  const waiting: PricingEvent[] = [];
  let inFlight = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let failures = 0;
  let delivered = 0;
  let lost = 0;
  let flushing: Promise<void> | null = null;
  let closed = false;

  const lose = (count: number, what: LostEvents): void => {
    lost += count;
    onLost(what);
  };

  const sendBatch = async (): Promise<void> => {
    const batch = waiting.splice(0, MOST_EVENTS);
    inFlight += batch.length;
    try {
      const { results } = await send(batch);
      failures = 0;
      const rejected = results.filter((result) => result.status === "rejected");
      delivered += batch.length - rejected.length;
      if (rejected.length > 0) lose(rejected.length, { reason: "rejected", results: rejected });
    } catch (error) {
      // A refusal, unlike an outage, does not pass: trying again would hold up every later event.
      if (isRefusal(error)) lose(batch.length, { reason: "refused", count: batch.length, error });
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
    const longest = failures === 0 ? maximumWait : Math.min(LONGEST_PAUSE, maximumWait * 2 ** failures);
    // Many processes that lost one server do not all come back at one moment.
    const wait = failures === 0 ? longest : longest * (0.5 + Math.random() / 2);
    timer = setTimeout(() => flush().catch(() => {}), wait);
    // An app that is done may end; close() is what delivers the last events.
    (timer as { unref?: () => void }).unref?.();
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
        lose(1, { reason: "queue-full", count: 1 });
        return;
      }
      waiting.push(event);
      if (waiting.length >= MOST_EVENTS && failures === 0) flush().catch(() => {});
      else schedule();
    },
    flush,
    counts: () => ({ waiting: waiting.length + inFlight, delivered, lost }),
    close: () => {
      closed = true;
      return flush();
    },
  };
}

function isRefusal(error: unknown): error is PricewrightRequestError {
  return error instanceof PricewrightRequestError && !error.retryable;
}

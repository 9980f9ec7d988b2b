import type { QuotedExposureEvent } from "@pricewright/core";
import { createEventStore } from "./event-store.ts";

/** Most events of one request: with their quotes they fit what browsers send of a page that is closing, 64 kB. */
const MOST_AT_ONCE = 20;
/** Milliseconds until events of the same moment are sent together. */
const SOON = 200;
/** Milliseconds until the first repetition; each later one takes twice as long. */
const FIRST_REPETITION = 5_000;
const LAST_REPETITION = 320_000;

/** Events on their way. */
export interface EventQueue {
  /** Whether an event of this id is or was in the queue, in this browser, or without storage on this page. */
  readonly hasReported: (id: string) => boolean;
  readonly add: (event: QuotedExposureEvent) => void;
  readonly flush: () => Promise<void>;
  /** Deletes everything. */
  readonly forget: () => void;
  readonly start: () => () => void;
}

/** What {@link createEventQueue} works with. */
export interface EventQueueOptions {
  readonly isStored: () => boolean;
  /** Says whether events need not be sent again. */
  readonly send: (events: readonly QuotedExposureEvent[]) => Promise<boolean>;
}

/** A queue that keeps events until they have arrived, across pages where it may store them. */
export function createEventQueue({ isStored, send }: EventQueueOptions): EventQueue {
  const store = createEventStore(isStored);
  const sending = new Set<string>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let repetition = FIRST_REPETITION;

  const flush = async (): Promise<void> => {
    clearTimeout(timer);
    timer = undefined;
    const part = store
      .waiting()
      .filter(({ id }) => !sending.has(id))
      .slice(0, MOST_AT_ONCE);
    if (part.length === 0) return;
    for (const { id } of part) sending.add(id);
    const settled = await send(part);
    for (const { id } of part) {
      sending.delete(id);
      if (settled) store.settle(id);
    }
    if (settled) {
      repetition = FIRST_REPETITION;
      return flush();
    }
    wait(repetition);
    repetition = Math.min(repetition * 2, LAST_REPETITION);
  };
  const wait = (milliseconds: number) => {
    timer ??= setTimeout(flush, milliseconds);
  };
  return {
    hasReported: store.has,
    add: (event) => {
      if (store.has(event.id)) return;
      store.add(event);
      clearTimeout(timer);
      timer = undefined;
      wait(SOON);
    },
    flush,
    forget: store.forget,
    start: () => {
      const listening = new AbortController();
      const now = () => void flush();
      document.addEventListener("visibilitychange", now, listening);
      addEventListener("pagehide", now, listening);
      addEventListener("online", now, listening);
      wait(SOON);
      return () => {
        now();
        clearTimeout(timer);
        timer = undefined;
        listening.abort();
      };
    },
  };
}

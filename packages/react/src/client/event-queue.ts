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
  readonly has: (id: string) => boolean;
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

  const sendPart = async (part: readonly QuotedExposureEvent[]) => {
    for (const { id } of part) sending.add(id);
    const settled = await send(part);
    for (const { id } of part) {
      sending.delete(id);
      if (settled) store.settle(id);
    }
    if (settled) repetition = FIRST_REPETITION;
    else {
      wait(repetition);
      repetition = Math.min(repetition * 2, LAST_REPETITION);
    }
  };
  const flush = async () => {
    clearTimeout(timer);
    timer = undefined;
    const waiting = store.waiting().filter(({ id }) => !sending.has(id));
    const parts = Array.from({ length: Math.ceil(waiting.length / MOST_AT_ONCE) }, (_, index) =>
      waiting.slice(index * MOST_AT_ONCE, (index + 1) * MOST_AT_ONCE),
    );
    await Promise.all(parts.map(sendPart));
  };
  const wait = (milliseconds: number) => {
    timer ??= setTimeout(flush, milliseconds);
  };
  return {
    has: store.has,
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
      const onVisibility = () => {
        if (document.visibilityState === "hidden") void flush();
      };
      const now = () => void flush();
      document.addEventListener("visibilitychange", onVisibility);
      addEventListener("pagehide", now);
      addEventListener("online", now);
      wait(SOON);
      return () => {
        clearTimeout(timer);
        timer = undefined;
        document.removeEventListener("visibilitychange", onVisibility);
        removeEventListener("pagehide", now);
        removeEventListener("online", now);
        if (store.hasWaiting()) void flush();
      };
    },
  };
}

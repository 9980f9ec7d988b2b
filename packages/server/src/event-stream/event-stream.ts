import type { EventBatch } from "./event-batch.ts";

/** A message that was taken from the stream to be counted. */
export interface WaitingBatch {
  readonly batch: EventBatch;
  /** Takes it out of the stream: it is counted. */
  readonly done: () => void;
  /** Gives it back, to be taken again after a while, by whoever is there. */
  readonly later: (milliseconds: number) => void;
}

/** Where events wait between being taken in and being counted. */
export interface EventStream {
  /**
   * Keeps events until they are counted.
   *
   * @returns False where the stream does not take them; a part of them may wait in it all the same.
   */
  readonly keep: (batch: EventBatch) => Promise<boolean>;
  /** Gives batches to whoever counts them, some at a time, until the stream is closed. */
  readonly take: (count: (batches: readonly WaitingBatch[]) => Promise<void>) => void;
  /** Messages that are not counted yet; null while the stream is away. */
  readonly waiting: () => Promise<number | null>;
  readonly status: () => "ok" | "away" | "none";
  /** Takes no more, lets what is being counted finish, and ends. */
  readonly close: () => Promise<void>;
}

/** Without one, events are counted before they are acknowledged. */
export const NO_EVENT_STREAM: EventStream = {
  keep: async () => false,
  take: () => {},
  waiting: async () => 0,
  status: () => "none",
  close: async () => {},
};

import { hash } from "node:crypto";
import type { StoreEventsInput } from "../events/store-events.ts";

/** Events of one request that were checked, and wait to be counted. It is sent as JSON. */
export interface EventBatch extends Pick<StoreEventsInput, "scope" | "source" | "events" | "derived"> {
  /** ISO 8601; the server that counts them may do so later. */
  readonly receivedAt: string;
}

/** Bytes that a message has at most; servers of NATS take 1 MiB where nobody says otherwise. */
const LARGEST = 768 * 1024;

/** A part of a batch as it is sent. */
export interface BatchMessage {
  /** The same for the same events, so that the stream takes a repetition once. */
  readonly id: string;
  readonly text: string;
}

/** Cuts a batch into messages that are small enough. An event that is too large by itself is a message all the same. */
export function toMessages({ events, ...rest }: EventBatch): BatchMessage[] {
  const envelope = JSON.stringify({ ...rest, events: [] }).slice(0, -2);
  const messages: BatchMessage[] = [];
  let texts: string[] = [];
  let ids: string[] = [];
  let size = 0;
  const close = () => {
    if (texts.length === 0) return;
    const { tenantId, environment } = rest.scope;
    const name = JSON.stringify([tenantId, environment, rest.source, ...ids]);
    messages.push({ id: hash("sha256", name, "base64url"), text: `${envelope}${texts.join(",")}]}` });
    [texts, ids, size] = [[], [], 0];
  };
  for (const event of events) {
    const text = JSON.stringify(event);
    const bytes = Buffer.byteLength(text) + 1;
    if (size + bytes > LARGEST) close();
    texts.push(text);
    // What an event says belongs to it: another one under its id is looked at, and refused.
    ids.push(`${event.event.id} ${event.bodyHash}`);
    size += bytes;
  }
  close();
  return messages;
}

/** Reads what {@link toMessages} wrote. */
export function readMessage(text: string): EventBatch {
  return JSON.parse(text);
}

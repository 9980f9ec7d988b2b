import {
  AckPolicy,
  type ConsumerMessages,
  DiscardPolicy,
  type JetStreamManager,
  type JsMsg,
  jetstream,
  jetstreamManager,
  RetentionPolicy,
  StorageType,
} from "@nats-io/jetstream";
import { connect, type NatsConnection, nanos } from "@nats-io/transport-node";
import type { Logger } from "pino";
import { describeError } from "../logging/describe-error.ts";
import { readMessage, toMessages } from "./event-batch.ts";
import type { EventStream, WaitingBatch } from "./event-stream.ts";
import { readNatsAddress } from "./read-nats-address.ts";

/** What {@link openJetStream} needs. */
export interface JetStreamOptions {
  readonly natsUrl: string;
  /** Name of the stream: one for each database. */
  readonly natsStream: string;
  /** Servers of a cluster that keep each message. */
  readonly natsReplicas: number;
  readonly log: Logger;
}

const CONSUMER = "count";
/** Milliseconds in which the stream acknowledges a batch, or the batch is stored without it. */
const ACKNOWLEDGED_WITHIN = 2000;
/** Milliseconds after which a batch that nobody finished is given to another server. */
const COUNTED_WITHIN = 20_000;
/** Milliseconds in which the stream takes the same batch once. Later, ids of events find it. */
const REMEMBERED_FOR = 120_000;
/** Batches that are counted together. */
const TOGETHER = 64;
/** Milliseconds before the stream is asked again when it could not answer: another leader is being chosen, say. */
const ASK_AGAIN_AFTER = 500;

/** Opens the stream of events on NATS, and makes it where there is none. */
export async function openJetStream({
  natsUrl,
  natsStream,
  natsReplicas,
  log,
}: JetStreamOptions): Promise<EventStream> {
  const connection = await connect({
    ...readNatsAddress(natsUrl),
    name: "pricewright",
    timeout: 5000,
    maxReconnectAttempts: -1,
    reconnectTimeWait: 250,
  });
  // Left open, it would keep a server alive that could not start.
  const manager = await openStream(connection, natsStream, natsReplicas).catch(async (error: unknown) => {
    await connection.close();
    throw error;
  });
  const client = jetstream(connection, { timeout: ACKNOWLEDGED_WITHIN });
  const isConnected = watch(connection, log);
  let messages: ConsumerMessages | null = null;
  let closed = false;
  let taking: Promise<void> = Promise.resolve();
  return {
    keep: async (batch) => {
      const sent = toMessages(batch);
      const largest = connection.info?.max_payload ?? 0;
      if (!isConnected() || sent.some(({ text }) => Buffer.byteLength(text) > largest)) return false;
      const acknowledged = await Promise.allSettled(
        sent.map(({ id, text }) => client.publish(natsStream, text, { msgID: id, timeout: ACKNOWLEDGED_WITHIN })),
      );
      const failed = acknowledged.find((one) => one.status === "rejected");
      if (failed)
        log.warn({ error: describeError(failed.reason) }, "the stream did not take events; they are stored at once");
      return failed === undefined;
    },
    take: (count) => {
      const run = async () => {
        while (!closed) {
          try {
            messages = await (await client.consumers.get(natsStream, CONSUMER)).consume({ max_messages: TOGETHER });
            if (closed) await messages.close();
            await countAll(messages, count);
          } catch (error) {
            if (!closed) log.warn({ error: describeError(error) }, "the stream could not be read; it is asked again");
          }
          if (!closed) await new Promise((resolve) => setTimeout(resolve, ASK_AGAIN_AFTER));
        }
      };
      taking = run();
    },
    waiting: async () => {
      if (!isConnected()) return null;
      return manager.consumers.info(natsStream, CONSUMER).then(
        ({ num_pending: untaken, num_ack_pending: taken }) => untaken + taken,
        () => null,
      );
    },
    status: () => (isConnected() ? "ok" : "away"),
    close: async () => {
      closed = true;
      await messages?.close();
      await taking;
      // What was acknowledged to the stream has still to reach it. While NATS is away that would wait for ever.
      await (isConnected() ? connection.drain() : connection.close());
    },
  };
}

async function openStream(connection: NatsConnection, stream: string, replicas: number): Promise<JetStreamManager> {
  const manager = await jetstreamManager(connection, { timeout: 5000 });
  await makeStream(manager, stream, replicas);
  return manager;
}

/** Makes the stream and its reader, unless they are there: who runs NATS may have made them otherwise. */
async function makeStream(manager: JetStreamManager, stream: string, replicas: number): Promise<void> {
  const isThere = await manager.streams.info(stream).then(
    () => true,
    () => false,
  );
  if (!isThere)
    await manager.streams.add({
      name: stream,
      subjects: [stream],
      // What was counted is gone.
      retention: RetentionPolicy.Workqueue,
      storage: StorageType.File,
      // A full stream takes no more, and forgets nothing that it took.
      discard: DiscardPolicy.New,
      duplicate_window: nanos(REMEMBERED_FOR),
      num_replicas: replicas,
    });
  await manager.consumers.add(stream, {
    durable_name: CONSUMER,
    ack_policy: AckPolicy.Explicit,
    ack_wait: nanos(COUNTED_WITHIN),
    max_ack_pending: 1000,
  });
}

/** Gives messages to whoever counts them, as many together as have come. What is not counted in the end is given back. */
async function countAll(
  messages: ConsumerMessages,
  count: (batches: readonly WaitingBatch[]) => Promise<void>,
): Promise<void> {
  const waiting: WaitingBatch[] = [];
  let failure: unknown = null;
  let counting: Promise<void> | null = null;
  const countWaiting = async () => {
    try {
      while (waiting.length > 0) {
        // Those that are here already go together. Nobody waits for another one: a second reader may have taken it.
        await new Promise((resolve) => setImmediate(resolve));
        await count(waiting.splice(0, TOGETHER));
      }
    } catch (error) {
      failure = error;
      await messages.close();
    } finally {
      counting = null;
    }
  };
  try {
    for await (const message of messages) {
      waiting.push(toWaiting(message));
      counting ??= countWaiting();
      if (waiting.length >= TOGETHER) await counting;
    }
  } finally {
    for (const { later } of waiting.splice(0)) later(0);
    await counting;
  }
  if (failure !== null) throw failure;
}

function toWaiting(message: JsMsg): WaitingBatch {
  return {
    batch: readMessage(message.string()),
    done: () => message.ack(),
    later: (milliseconds) => message.nak(milliseconds),
  };
}

/** Follows whether NATS is there. */
function watch(connection: NatsConnection, log: Logger): () => boolean {
  let isConnected = true;
  const follow = async () => {
    for await (const { type } of connection.status()) {
      if (type === "disconnect") {
        isConnected = false;
        log.warn("NATS is away; events are stored at once");
      } else if (type === "reconnect") isConnected = true;
    }
    isConnected = false;
  };
  void follow();
  return () => isConnected;
}

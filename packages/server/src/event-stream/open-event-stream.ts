import type { Logger } from "pino";
import { type Configuration, ConfigurationError } from "../configuration/configuration.ts";
import { describeError } from "../logging/describe-error.ts";
import { type EventStream, NO_EVENT_STREAM } from "./event-stream.ts";

/**
 * Opens the stream that the configuration names; else nothing of NATS is loaded.
 *
 * @throws ConfigurationError when NATS does not answer, or has no JetStream.
 */
export async function openEventStream(
  { natsUrl, natsStream, natsReplicas }: Pick<Configuration, "natsUrl" | "natsStream" | "natsReplicas">,
  log: Logger,
): Promise<EventStream> {
  if (natsUrl === null) return NO_EVENT_STREAM;
  const { openJetStream } = await import("./jetstream.ts");
  try {
    return await openJetStream({ natsUrl, natsStream, natsReplicas, log });
  } catch (cause) {
    throw new ConfigurationError(
      `The stream of events at NATS_URL could not be opened: ${describeError(cause).message}. Start NATS with JetStream, or leave NATS_URL out.`,
      { cause },
    );
  }
}

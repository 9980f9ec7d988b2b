import type { TokenUsage } from "@pricewright/core/credits";
import { collectUsage } from "../metering/usage-from-stream.ts";
import type { HeldCall } from "./create-llm-meter.ts";

/**
 * Opens a stream while credits are held for it. The hold ends before the stream's reader is told of the end, so who has
 * read it all has paid for it.
 */
export async function holdForStream<Chunk>(
  { credits, estimate, options, settlementOf }: HeldCall,
  open: (signal: AbortSignal) => PromiseLike<AsyncIterable<Chunk>>,
): Promise<AsyncIterable<Chunk>> {
  const opened = Promise.withResolvers<AsyncIterable<Chunk>>();
  const held: Promise<unknown> = credits.withHold(
    estimate,
    async (_, signal) => {
      const source = await open(signal);
      const ended = Promise.withResolvers<TokenUsage>();
      signal.addEventListener("abort", () => ended.reject(signal.reason), { once: true });
      opened.resolve(readThrough(source, { ended, paid: () => held }));
      return { result: undefined, actual: settlementOf(await ended.promise) };
    },
    options,
  );
  held.catch(opened.reject);
  return opened.promise;
}

interface StreamEnd {
  readonly ended: PromiseWithResolvers<TokenUsage>;
  /** Resolves when the hold was settled, rejects when it was given back or could not be. */
  readonly paid: () => Promise<unknown>;
}

async function* readThrough<Chunk>(source: AsyncIterable<Chunk>, { ended, paid }: StreamEnd): AsyncIterable<Chunk> {
  const collector = collectUsage();
  let isOver = false;
  const end = () => {
    isOver = true;
    ended.resolve(new Promise((resolve) => resolve(collector.usage())));
  };
  try {
    for await (const chunk of source) {
      collector.add(chunk);
      yield chunk;
    }
    end();
    await paid();
  } catch (error) {
    isOver = true;
    ended.reject(error);
    await paid().catch(() => {});
    throw error;
  } finally {
    // The reader stopped before the end.
    if (!isOver) {
      end();
      await paid().catch(() => {});
    }
  }
}

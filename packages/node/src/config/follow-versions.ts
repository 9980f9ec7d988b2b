import type { Http } from "../http/ask.ts";
import { pause } from "../http/pause.ts";

/** A server says something every 15 seconds; after this much silence the connection is dead. */
const LONGEST_SILENCE = 45_000;

/**
 * Calls back with each version of the configuration that the server's stream names, until it ends.
 *
 * @throws when the stream cannot be opened or breaks.
 */
export async function followVersions(
  { raw }: Pick<Http, "raw">,
  signal: AbortSignal,
  listener: (version: string) => Promise<void>,
): Promise<void> {
  const response = await raw("v1/config/stream", { timeout: false, retry: 0, signal });
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  if (!reader) return;
  try {
    let text = "";
    while (true) {
      const silence = new AbortController();
      const part = await Promise.race([
        reader.read(),
        pause(LONGEST_SILENCE, silence.signal).then(() => ({ done: true as const, value: undefined })),
      ]).finally(() => silence.abort());
      if (part.done) return;
      const events = (text + part.value).split("\n\n");
      text = events.pop() ?? "";
      for (const event of events) {
        const data = /^data: ?(.*)$/m.exec(event)?.[1];
        if (data !== undefined) await listener((JSON.parse(data) as { version: string }).version);
      }
    }
  } finally {
    await reader.cancel().catch(() => {});
  }
}

import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** A model on this machine that says one thing, in the shapes of OpenAI's chat completions. */
export interface FakeModel {
  /** Give it to a client as its base URL. */
  readonly url: string;
  /** Makes it refuse, until it is told otherwise. */
  fails: boolean;
  readonly close: () => Promise<void>;
}

const USAGE = { prompt_tokens: 12_000, completion_tokens: 800, total_tokens: 12_800 };
const WORDS = ["Prices", " are", " measured", ", not", " guessed."];

/** Starts it. */
export async function serveFakeModel(): Promise<FakeModel> {
  const server = createServer(async (request, response) => {
    let text = "";
    for await (const chunk of request) text += chunk;
    if (model.fails) return response.writeHead(503).end();
    const { stream } = JSON.parse(text) as { readonly stream?: boolean };
    const base = { id: "c", created: 1, model: "gpt-5" };
    if (!stream) {
      const message = { role: "assistant", content: WORDS.join(""), refusal: null };
      const choices = [{ index: 0, message, finish_reason: "stop", logprobs: null }];
      const answer = { ...base, object: "chat.completion", choices, usage: USAGE };
      return response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(answer));
    }
    response.writeHead(200, { "content-type": "text/event-stream" });
    const send = (chunk: object) =>
      response.write(
        `data: ${JSON.stringify({ ...base, object: "chat.completion.chunk", choices: [], ...chunk })}\n\n`,
      );
    for (const content of WORDS) send({ choices: [{ index: 0, delta: { content }, finish_reason: null }] });
    send({ usage: USAGE });
    return response.end("data: [DONE]\n\n");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const model: FakeModel = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    fails: false,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
  return model;
}

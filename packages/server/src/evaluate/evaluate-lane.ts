import { isUtf8 } from "node:buffer";
import { randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { evaluateRequest } from "@pricewright/core/api";
import { createCallerFinder } from "../keys/find-caller.ts";
import { SECURITY_HEADERS } from "../limits/security-headers.ts";
import { findUnstorable } from "../problems/find-unstorable.ts";
import type { Services } from "../services.ts";
import { answerEvaluation } from "./answer-evaluation.ts";
import type { JsonText } from "./shown-document.ts";

/** Handles Node's requests. */
export type Listener = (incoming: IncomingMessage, outgoing: ServerResponse) => unknown;

/** A larger body is no plain evaluation. */
const LARGEST_BODY = 64 * 1024;
/** Names and values by turns. */
const HEADERS = Object.entries({ "content-type": "application/json", ...SECURITY_HEADERS }).flat();

/**
 * A lane of its own for the request that pages wait for: servers that evaluate one unit. It does what the route does,
 * without what a web framework puts around it. Whatever is out of the ordinary, a browser's request and every refusal
 * among it, goes on to the app as if this were not there.
 */
export function withEvaluateLane(services: Services, app: Listener): Listener {
  const findCaller = createCallerFinder(services);
  const answer = async (incoming: IncomingMessage, body: Buffer): Promise<JsonText | null> => {
    const { headers } = incoming;
    if (!isUtf8(body)) return null;
    const value: unknown = JSON.parse(body.toString("utf8"));
    if (findUnstorable(value).length > 0) return null;
    const { success, data } = evaluateRequest.safeParse(value);
    if (!success) return null;
    const caller = await findCaller((headers.authorization as string).slice("Bearer ".length));
    if (!caller?.scopes.includes("evaluate")) return null;
    await services.limits.consume(caller);
    return await answerEvaluation(services, caller, data, (name) => headers[name]?.toString());
  };
  const evaluateAtOnce = inOneGo();
  const writeAtOnce = inOneGo();
  const handle = async (incoming: IncomingMessage, outgoing: ServerResponse, body: Buffer, started: number) => {
    const answered = await answer(incoming, body).catch(() => null);
    // Evaluated again, it answers the same; a refusal is worded in one place.
    if (answered === null) return app(Object.assign(incoming, { rawBody: body }), outgoing);
    writeAtOnce(() => {
      const requestId = randomUUID();
      const { text, bytes } = answered;
      outgoing.writeHead(200, [...HEADERS, "content-length", String(bytes), "x-request-id", requestId]);
      // What is ASCII is the same in both, and sooner written.
      outgoing.end(text, bytes === text.length ? "latin1" : "utf8");
      const milliseconds = performance.now() - started;
      services.metrics.request({ method: "POST", route: "/v1/evaluate", status: 200 }, milliseconds / 1000);
      services.log.debug({ requestId, milliseconds: Math.round(milliseconds) }, "request");
    });
  };
  return (incoming, outgoing) => {
    if (!isPlain(incoming)) return app(incoming, outgoing);
    const started = performance.now();
    const chunks: Buffer[] = [];
    incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
    incoming.on("end", () => {
      const body = chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks);
      evaluateAtOnce(() => handle(incoming, outgoing, body, started));
    });
  };
}

/**
 * Puts off what is to be done until every request that has arrived has come as far, and does it then. A processor that does
 * one thing many times has its code at hand; and each answer that is written may wake whoever waits for it, which on few
 * processors takes as long as another answer.
 */
function inOneGo(): (action: () => unknown) => void {
  let waiting: (() => unknown)[] = [];
  return (action) => {
    if (waiting.push(action) > 1) return;
    setImmediate(() => {
      const actions = waiting;
      waiting = [];
      for (const act of actions) act();
    });
  };
}

/** Whether it comes from a server with a secret key and has a short body whose length is known. */
function isPlain({ method, url, headers }: IncomingMessage): boolean {
  return (
    url === "/v1/evaluate" &&
    method === "POST" &&
    headers.origin === undefined &&
    headers["content-type"]?.startsWith("application/json") === true &&
    headers.authorization?.startsWith("Bearer pw_sk_") === true &&
    headers["transfer-encoding"] === undefined &&
    headers["content-encoding"] === undefined &&
    Number(headers["content-length"]) <= LARGEST_BODY
  );
}

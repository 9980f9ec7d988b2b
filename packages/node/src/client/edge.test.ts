import { createContext, runInContext } from "node:vm";
import { build } from "esbuild";
import { beforeAll, describe, expect, it } from "vitest";
import { createFakeServer } from "../testing/fake-server.ts";

/** What runs at the edge has of globals: the web's, and nothing of Node's. */
const WEB = [
  "AbortController",
  "AbortSignal",
  "atob",
  "btoa",
  "clearTimeout",
  "console",
  "crypto",
  "DOMException",
  "fetch",
  "FormData",
  "Headers",
  "Intl",
  "queueMicrotask",
  "ReadableStream",
  "Request",
  "Response",
  "setTimeout",
  "structuredClone",
  "TextDecoder",
  "TextDecoderStream",
  "TextEncoder",
  "TransformStream",
  "URL",
  "URLSearchParams",
] as const;

let bundle: string;

beforeAll(async () => {
  const { outputFiles } = await build({
    entryPoints: [new URL("../index.ts", import.meta.url).pathname],
    bundle: true,
    write: false,
    format: "iife",
    globalName: "pricewright",
    platform: "neutral",
    mainFields: ["module", "main"],
    conditions: ["@pricewright/source", "worker", "import"],
    logLevel: "error",
  });
  bundle = outputFiles[0]?.text as string;
});

describe("at the edge", () => {
  it("evaluates, signs quotes and delivers events with the web's globals alone", async () => {
    const server = createFakeServer();
    const globals = Object.fromEntries(WEB.map((name) => [name, globalThis[name]]));
    const context = createContext({ ...globals, serverFetch: server.fetch });
    expect(runInContext("[typeof process, typeof Buffer, typeof require]", context)).toEqual(
      Array.from({ length: 3 }, () => "undefined"),
    );
    runInContext(bundle, context);
    const answer = await runInContext(
      `(async () => {
        const pricing = pricewright.createClient({ apiKey: "k", fetch: serverFetch, configUpdates: "none" });
        await pricing.ready();
        const first = await pricing.evaluate({ id: "v_1" });
        const second = await pricing.evaluate({ id: "v_1" });
        pricing.track({ type: "conversion", unit: { kind: "visitor", id: "v_1" }, price: "pro-39", amount: "39.00", currency: "USD" });
        await pricing.close();
        return { first, second };
      })()`,
      context,
    );
    expect(server.asked).toEqual(["/v1/config", "/v1/evaluate", "/v1/events"]);
    expect(server.events).toHaveLength(1);
    expect(answer.second.assignments[0]).toMatchObject({
      variant: answer.first.assignments[0].variant,
      reason: "frozen",
    });
    expect(answer.second.quote).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+$/);
  });
});

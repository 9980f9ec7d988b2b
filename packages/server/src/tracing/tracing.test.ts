import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { pino } from "pino";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readConfiguration } from "../configuration/configuration.ts";
import { startServer } from "../start-server.ts";
import type { FirstKeys } from "../tenants/first-keys.ts";
import { catalog, experiment } from "../testing/price-test.ts";

interface ExportedSpan {
  readonly name: string;
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly attributes: readonly { readonly key: string; readonly value: Record<string, unknown> }[];
  readonly status: { readonly code?: number };
}

let collector: Server;
let keys: FirstKeys;
let evaluated: { quote: string; frozen: string[]; unit: { id: string } };
const paths: string[] = [];
let exported = "";
const spans: ExportedSpan[] = [];
const folder = mkdtempSync(join(tmpdir(), "pricewright-traces-"));

beforeAll(async () => {
  collector = createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request) body += chunk;
    paths.push(`${request.method} ${request.url}`);
    exported += body;
    for (const { scopeSpans } of JSON.parse(body).resourceSpans)
      for (const scope of scopeSpans) spans.push(...scope.spans);
    response.writeHead(200, { "content-type": "application/json" }).end("{}");
  });
  await new Promise<void>((resolve) => collector.listen(0, "127.0.0.1", resolve));
  const { port } = collector.address() as AddressInfo;
  const server = await startServer(
    readConfiguration({
      PORT: "0",
      PRICEWRIGHT_DATA: folder,
      OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${port}/`,
    }),
    pino({ level: "silent" }),
  );
  keys = server.firstKeys as FirstKeys;
  const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
    fetch(`${server.url}${path}`, {
      method: "POST",
      headers: { authorization: `Bearer ${keys.secretKey}`, "content-type": "application/json", ...headers },
      body: JSON.stringify(body),
    });
  await post("/v1/catalog", catalog);
  await post("/v1/experiments", experiment, { "idempotency-key": "once" });
  evaluated = (await (await post("/v1/evaluate", {})).json()) as typeof evaluated;
  await fetch(`${server.url}/v1/units/visitor/${evaluated.unit.id}`, {
    headers: { authorization: `Bearer ${keys.secretKey}` },
  });
  await fetch(`${server.url}/v1/units/visitor/x?note=${keys.publishableKey}`, {
    headers: { authorization: `Bearer ${keys.secretKey}x` },
  });
  // What is recorded is sent when the server ends, at the latest.
  await server.close();
});
afterAll(async () => {
  await new Promise((resolve) => collector.close(resolve));
  rmSync(folder, { recursive: true, force: true });
});

const attributesOf = (span: ExportedSpan) =>
  Object.fromEntries(span.attributes.map(({ key, value }) => [key, Object.values(value)[0]]));

describe("traces", () => {
  it("are sent to the collector over OTLP", () => {
    expect(new Set(paths)).toEqual(new Set(["POST /v1/traces"]));
    expect(exported).toContain('"service.name"');
  });

  it("have a span for each request, by its route and not its path", () => {
    const requests = spans.filter(({ name }) => name.includes("/v1/"));
    expect(requests.map(({ name }) => name)).toEqual([
      "POST /v1/catalog",
      "POST /v1/experiments",
      "POST /v1/evaluate",
      "GET /v1/units/:kind/:id",
      "GET /v1/units/:kind/:id",
    ]);
    expect(requests.map((span) => Number(attributesOf(span)["http.response.status_code"]))).toEqual([
      200, 201, 200, 200, 401,
    ]);
    expect(attributesOf(requests[0] as ExportedSpan)).toMatchObject({
      "http.request.method": "POST",
      "http.route": "/v1/catalog",
      "pricewright.tenant": "default",
      "pricewright.environment": "test",
    });
    expect(attributesOf(requests[4] as ExportedSpan)).not.toHaveProperty("pricewright.tenant");
  });

  it("have spans for transactions within their request", () => {
    for (const name of ["POST /v1/catalog", "POST /v1/evaluate"]) {
      const request = spans.find((span) => span.name === name) as ExportedSpan;
      const children = spans.filter(({ parentSpanId }) => parentSpanId === request.spanId);
      expect(children.map((child) => child.name)).toContain("database transaction");
      expect(new Set(children.map(({ traceId }) => traceId))).toEqual(new Set([request.traceId]));
    }
    const whole = spans.filter(({ name }) => name === "database transaction of a whole request");
    const ids = new Set(whole.map(({ spanId }) => spanId));
    // What a request does within its one transaction is a part of it.
    expect(spans.some(({ parentSpanId }) => ids.has(parentSpanId ?? ""))).toBe(true);
  });

  it("hold no secret, quote, record or id of a unit", () => {
    const { quote, frozen, unit } = evaluated;
    expect(frozen).toHaveLength(1);
    for (const secret of [keys.secretKey, keys.publishableKey, quote, ...frozen, unit.id])
      expect(exported).not.toContain(secret);
    expect(exported).not.toContain("pw_");
  });
});

describe("without a collector", () => {
  // Its API package comes with prom-client, and does nothing by itself.
  it("nothing of OpenTelemetry's SDK is loaded", () => {
    const source = fileURLToPath(new URL("..", import.meta.url));
    const script = `
      import { registerHooks } from "node:module";
      registerHooks({ load: (url, context, next) => {
        if (/@opentelemetry.(sdk|exporter|otlp|resources|core)/.test(url)) console.log("loaded " + url);
        return next(url, context);
      } });
      const { startServer } = await import(${JSON.stringify(`${source}start-server.ts`)});
      const { readConfiguration } = await import(${JSON.stringify(`${source}configuration/configuration.ts`)});
      const variables = { PORT: "0", PRICEWRIGHT_DATA: "memory", LOG_LEVEL: "silent", ...JSON.parse(process.argv[1]) };
      await (await startServer(readConfiguration(variables))).close();`;
    const run = (variables: Record<string, string>) =>
      spawnSync(
        process.execPath,
        ["--conditions=@pricewright/source", "--input-type=module", "-e", script, JSON.stringify(variables)],
        { encoding: "utf8", cwd: source },
      );
    const without = run({});
    expect([without.status, without.stdout, without.stderr]).toEqual([0, "", ""]);
    expect(run({ OTEL_EXPORTER_OTLP_ENDPOINT: "http://127.0.0.1:9" }).stdout).toContain("loaded");
  }, 120_000);
});

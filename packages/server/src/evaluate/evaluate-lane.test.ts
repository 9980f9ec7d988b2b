import { createServer, request, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { getRequestListener } from "@hono/node-server";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { preparePriceTest } from "../testing/price-test.ts";
import { startTestServer, type TestServer, type TestTenant } from "../testing/test-server.ts";
import { withEvaluateLane } from "./evaluate-lane.ts";

let server: TestServer;
let tenant: TestTenant;
let other: TestTenant;
/** One listens with the lane, one without. */
const listening: Server[] = [];
let reached = 0;

beforeAll(async () => {
  const now = new Date("2026-03-10T12:00:00Z");
  server = await startTestServer({ clock: () => now });
  tenant = await server.newTenant();
  other = await server.newTenant("live");
  await preparePriceTest(tenant);
  const app = getRequestListener(server.app.fetch);
  const counted: typeof app = (incoming, outgoing) => {
    reached++;
    return app(incoming, outgoing);
  };
  for (const listener of [withEvaluateLane(server.services, counted), app]) {
    const http = createServer(listener);
    await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
    listening.push(http);
  }
});
afterAll(async () => {
  for (const http of listening) await new Promise((resolve) => http.close(resolve));
  await server.drop();
});

interface Sent {
  readonly body: string | Uint8Array;
  readonly headers?: Readonly<Record<string, string>>;
  readonly method?: string;
  readonly path?: string;
}

function send(http: Server, { body, headers = {}, method = "POST", path = "/v1/evaluate" }: Sent) {
  return new Promise<{ status: number | undefined; headers: Record<string, unknown>; body: string }>(
    (resolve, reject) => {
      const { port } = http.address() as AddressInfo;
      const sent = request({ host: "127.0.0.1", port, method, path, headers, agent: false }, (response) => {
        const chunks: Buffer[] = [];
        response.on("data", (chunk: Buffer) => chunks.push(chunk));
        response.on("end", () =>
          resolve({
            status: response.statusCode,
            headers: response.headers,
            body: Buffer.concat(chunks).toString("utf8"),
          }),
        );
      });
      sent.on("error", reject);
      sent.end(body);
    },
  );
}

/** What is another each time: ids of requests and quotes, and the bytes that depend on them. */
function comparable({ status, headers, body }: Awaited<ReturnType<typeof send>>) {
  const { "x-request-id": id, date: _, "content-length": __, connection: ___, "keep-alive": ____, ...others } = headers;
  expect(id).toMatch(/^[\w-]{36}$/);
  const { requestId: _____, quote, ...rest } = JSON.parse(body);
  const claims = quote ? JSON.parse(Buffer.from(quote.split(".")[1], "base64url").toString("utf8")) : null;
  return { status, headers: others, rest, claims: claims && { ...claims, jti: "" } };
}

const unit = { kind: "account", id: "a1" };
const json = (value: unknown) => JSON.stringify(value);

describe("the lane of evaluations", () => {
  const secret = () => ({ authorization: `Bearer ${tenant.secretKey}`, "content-type": "application/json" });
  const cases: Record<string, () => Sent> = {
    "an account": () => ({ body: json({ unit }), headers: secret() }),
    "an account once more": () => ({ body: json({ unit }), headers: secret() }),
    "attributes and a country": () => ({
      body: json({ unit, attributes: { tier: "pro" }, locale: "de-DE", experiments: ["license-price", "nope"] }),
      headers: { ...secret(), "x-country": "DE", "accept-language": "de-DE,de", "user-agent": "Mobile" },
    }),
    "no identity": () => ({ body: json({ unit, hasIdentity: false }), headers: secret() }),
    "an override": () => ({ body: json({ unit, overrides: { "license-price": "price-59" } }), headers: secret() }),
    "another currency": () => ({ body: json({ unit, currency: "JPY" }), headers: secret() }),
    "a body in two parts of text": () => ({
      body: json({ unit: { kind: "account", id: "\u00e9\u20ac\ud83d\ude00" } }),
      headers: { ...secret(), "content-type": "application/json; charset=utf-8" },
    }),
    "a forged record": () => ({ body: json({ unit, frozen: ["a.b"] }), headers: secret() }),
    "a publishable key": () => ({
      body: json({ unit: { kind: "visitor", id: "v_1" } }),
      headers: { ...secret(), authorization: `Bearer ${tenant.publishableKey}` },
    }),
    "another site's page": () => ({ body: json({ unit }), headers: { ...secret(), origin: "https://shop.example" } }),
    "a tenant without prices": () => ({
      body: json({ unit }),
      headers: { ...secret(), authorization: `Bearer ${other.secretKey}` },
    }),
    "a key that is not known": () => ({
      body: json({ unit }),
      headers: { ...secret(), authorization: "Bearer pw_sk_x" },
    }),
    "no key": () => ({ body: json({ unit }), headers: { "content-type": "application/json" } }),
    "a wrong field": () => ({ body: json({ unit: { kind: "account", id: 3 }, more: 1 }), headers: secret() }),
    "text that cannot be stored": () => ({
      body: json({ unit: { kind: "account", id: "a\u0000" } }),
      headers: secret(),
    }),
    "half a body": () => ({ body: '{"unit":', headers: secret() }),
    nothing: () => ({ body: "", headers: secret() }),
    "bytes that are no text": () => ({ body: new Uint8Array([0x22, 0xff, 0xfe, 0x22]), headers: secret() }),
    "another type": () => ({ body: json({ unit }), headers: { ...secret(), "content-type": "text/plain" } }),
    "a long body": () => ({ body: json({ unit, attributes: { long: "x".repeat(100_000) } }), headers: secret() }),
    "a body without a length": () => ({
      body: json({ unit }),
      headers: { ...secret(), "transfer-encoding": "chunked" },
    }),
    "another method": () => ({ body: json({ unit }), headers: secret(), method: "PUT" }),
    "a query": () => ({ body: json({ unit }), headers: secret(), path: "/v1/evaluate?a=b" }),
  };

  for (const [name, sent] of Object.entries(cases))
    it(`answers as the app does: ${name}`, async () => {
      const [fast, app] = listening as [Server, Server];
      // The first time decides what the next are told.
      await send(app, sent());
      expect(comparable(await send(fast, sent()))).toEqual(comparable(await send(app, sent())));
    });

  it("answers what is plain without the app", async () => {
    reached = 0;
    await send(listening[0] as Server, { body: json({ unit }), headers: secret() });
    expect(reached).toBe(0);
    await send(listening[0] as Server, { body: json({ unit: 3 }), headers: secret() });
    expect(reached).toBe(1);
  });
});

import { createPricewright } from "@pricewright/node/hono";
import { Hono } from "hono";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { preparePriceTest } from "../testing/price-test.ts";
import { connectSdk, type SdkClient } from "../testing/sdk-client.ts";
import { startTestServer, type TestServer, type TestTenant } from "../testing/test-server.ts";

const KEY = "license-price";

let server: TestServer;
let shop: TestTenant;
let wire: SdkClient;
/** A shop's own page, which asks the server with a secret key. */
let page: Hono;
let cookie: string;
let own: string;
let other: string;

beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.drop());
beforeEach(async () => {
  shop = await server.newTenant("live");
  await preparePriceTest(shop);
  wire = connectSdk(server, shop.secretKey);
  await wire.client.ready();
  const prices = createPricewright({
    pricing: wire.client,
    cookieSecret: "not-a-secret-0123456789-0123456789",
  });
  page = new Hono().use(prices.routes).get("/pricing", async (context) => context.json(await prices.evaluate(context)));
  const response = await page.request("/pricing");
  cookie = response.headers.getSetCookie()[0]?.split(";")[0] ?? "";
  own = (await response.json()).assignments[0].variant;
  other = own === "price-39" ? "price-59" : "price-39";
});
afterEach(() => wire.client.close());

const look = async (query: string) => (await page.request(`/pricing?${query}`, { headers: { cookie } })).json();
const overridden = () => look(`pw_${KEY}=${other}&pw_preview=${token()}`);
let issued = "";
const token = () => issued;

describe("a live page whose address anybody can type", () => {
  it("shows its visitor's own price, although the page asks with a secret key", async () => {
    const expired = "WyJsaWNlbnNlLXByaWNlIiwxXQ.x";
    for (const query of [
      `pw_${KEY}=${other}`,
      `pw_${KEY}=${other}&pw_preview=`,
      `pw_${KEY}=${other}&pw_preview=${expired}`,
    ]) {
      const answer = await look(query);
      expect(answer.assignments[0]).toMatchObject({ variant: own, reason: "frozen" });
      expect(answer.ignored).toMatchObject([{ field: `overrides.${KEY}`, code: "preview-token-required" }]);
    }
  });

  it("is no way to a price while the server is away either", async () => {
    wire.cut(true);
    const answer = await look(`pw_${KEY}=${other}`);
    expect(answer.assignments[0]).toMatchObject({ variant: own });
    expect(JSON.stringify(answer.pricing.experiments)).not.toContain(other);
  });

  it("shows an arm by a token, and sells nothing at its price", async () => {
    issued = (await wire.client.issuePreview(KEY)).token;
    const answer = await overridden();
    expect(answer.assignments[0]).toMatchObject({ variant: other, reason: "override", counted: false });
    expect(await wire.client.verifyQuote(answer.quote, { visitor: answer.unit.id })).toMatchObject({
      code: "preview-quote",
    });
    expect((await look("")).assignments[0]).toMatchObject({ variant: own, reason: "frozen" });
  });

  it("shows no arm of one test by the token of another", async () => {
    await shop.post(`/v1/experiments/${KEY}/clone`, { key: "copy" });
    issued = (await wire.client.issuePreview("copy")).token;
    expect((await overridden()).assignments[0]).toMatchObject({ variant: own, reason: "frozen" });
  });

  it("shows the arms of a draft before it starts", async () => {
    await shop.post(`/v1/experiments/${KEY}/clone`, { key: "copy" });
    issued = (await wire.client.issuePreview("copy")).token;
    const { assignments } = await look(`pw_copy=price-59&pw_preview=${token()}`);
    expect(assignments).toContainEqual(
      expect.objectContaining({ experiment: "copy", variant: "price-59", reason: "override" }),
    );
  });
});

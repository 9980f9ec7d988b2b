import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { catalog, experiment } from "../testing/price-test.ts";
import { connectSdk, type SdkClient } from "../testing/sdk-client.ts";
import { startTestServer, type TestServer } from "../testing/test-server.ts";

let server: TestServer;
let wire: SdkClient;

beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.drop());
beforeEach(async () => {
  wire = connectSdk(server, (await server.newTenant()).secretKey, { rememberFor: 0 });
  return () => wire.client.close();
});

describe("a client that may manage", () => {
  it("publishes another list in the place of the newest, or of the one that was read", async () => {
    const { client } = wire;
    const named = (name: string) => ({ ...catalog, plans: [{ ...catalog.plans[0], name }] }) as typeof catalog;
    await client.publishCatalog(catalog);
    expect(await client.publishCatalog(named("License"))).toMatchObject({ version: 2 });
    expect(await client.publishCatalog(named("Licence fee"), { replaces: 2 })).toMatchObject({ version: 3 });
    await expect(client.publishCatalog(named("Fee"), { replaces: 2 })).rejects.toMatchObject({
      code: "changed-meanwhile",
    });
    expect(await client.publishCatalog(named("Licence fee"))).toMatchObject({ version: 3 });
  });

  it("publishes prices, starts a test, and ends it with a winner that everybody new sees", async () => {
    const { client } = wire;
    expect(await client.publishCatalog(catalog)).toMatchObject({ version: 1 });
    const started = await client.createExperiment(experiment);
    const conclusion = { winner: "price-59", reason: "it earns more" };
    const ended = await client.conclude(started, conclusion);
    expect(ended).toMatchObject({ status: "completed", winner: "price-59", version: 2 });
    expect((await client.evaluate({ id: "new" })).assignments).toMatchObject([
      { variant: "price-59", reason: "concluded" },
    ]);
    expect((await client.results("license-price")).experiment).toMatchObject({ winner: "price-59" });
  });

  it("does not undo what somebody else has changed since", async () => {
    const { client } = wire;
    await client.publishCatalog(catalog);
    const seen = await client.createExperiment(experiment);
    await client.conclude(seen, { winner: "price-39", reason: "it is enough" });
    await expect(client.conclude(seen, { winner: "price-59", reason: "it is not" })).rejects.toMatchObject({
      code: "changed-meanwhile",
      status: 412,
    });
  });

  it("does a write once whose answer was lost on the way", async () => {
    const { secretKey } = await server.newTenant();
    const answers: number[] = [];
    const { client } = connectSdk(server, secretKey, {
      fetch: async (input, init) => {
        const request = new Request(input, init);
        const response = await server.app.request(request);
        if (request.method !== "POST") return response;
        answers.push(response.status);
        if (answers.length === 1) throw new TypeError("fetch failed");
        return response;
      },
    });
    await client.credits("acme").grant({ amount: "5" });
    expect(answers).toEqual([200, 200]);
    expect(await client.credits("acme").balance()).toMatchObject({ available: "5", granted: "5" });
    await client.close();
  });
});

import { createClient, type PricingClient } from "@pricewright/node";
import { pino } from "pino";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readConfiguration } from "./configuration/configuration.ts";
import { type RunningServer, startServer } from "./start-server.ts";
import { catalog, experiment, exposure, sale } from "./testing/price-test.ts";

let server: RunningServer;
let client: PricingClient;

beforeAll(async () => {
  server = await startServer(readConfiguration({ PORT: "0", PRICEWRIGHT_DATA: "memory" }), pino({ level: "silent" }));
  client = createClient({ apiKey: server.firstKeys?.secretKey ?? "", baseUrl: server.url });
});
afterAll(async () => {
  await client.close();
  await server.close();
});

describe("the Node client and a server", () => {
  it("go from a price list to a report", async () => {
    expect((await client.publishCatalog(catalog)).version).toBe(1);
    expect((await client.createExperiment(experiment)).status).toBe("running");
    const { assignments, pricing } = await client.evaluate({ id: "v_1" });
    const variant = assignments[0]?.variant as string;
    const price = pricing.plans[0]?.prices[0];
    expect(price?.id).toBe(variant === "price-39" ? "license-39" : "license-59");
    client.track(exposure("v_1", { variant }));
    client.track(sale("v_1", { price: price?.id ?? "", amount: price?.amount ?? "" }));
    await client.flush();
    const { report, sentences } = await client.results("license-price");
    expect(report.variants.find(({ key }) => key === variant)).toMatchObject({ visitors: 1, conversions: 1 });
    expect(sentences.length).toBeGreaterThan(0);
  });

  it("speak of the same problems", async () => {
    await expect(client.createExperiment(experiment)).rejects.toMatchObject({
      code: "already-exists",
      status: 409,
      retryable: false,
    });
    await expect(client.publishCatalog({ currency: "usd", plans: [] })).rejects.toMatchObject({
      code: "invalid-request",
      problems: expect.arrayContaining([expect.objectContaining({ path: ["currency"] })]),
    });
  });
});

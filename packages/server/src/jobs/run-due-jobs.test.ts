import { afterAll, beforeAll, expect, it } from "vitest";
import { createPricingCache } from "../experiments/pricing-cache.ts";
import { catalog, experiment, exposure } from "../testing/price-test.ts";
import { startTestServer, type TestServer } from "../testing/test-server.ts";
import { runDueJobs } from "./run-due-jobs.ts";

let server: TestServer;
let now = new Date("2026-03-01T00:00:00Z");
const clock = () => now;
beforeAll(async () => {
  server = await startTestServer({ clock });
});
afterAll(() => server.drop());

it("starts a draft when its time has come, and keeps a day's numbers once", async () => {
  const tenant = await server.newTenant();
  await tenant.post("/v1/catalog", catalog);
  const { startedAt: _, ...draft } = experiment;
  const made = await tenant.post("/v1/experiments", { ...draft, startAt: "2026-03-02T00:00:00Z" });
  expect(made.body).toMatchObject({ status: "draft", startedAt: null });
  const services = { database: server.database, pricing: createPricingCache(server.database, clock), clock };
  await runDueJobs(services, tenant.scope);
  expect((await tenant.get("/v1/experiments/license-price")).body.status).toBe("draft");
  now = new Date("2026-03-02T00:00:01Z");
  await runDueJobs(services, tenant.scope);
  now = new Date("2026-03-02T12:00:01Z");
  expect((await tenant.get("/v1/experiments/license-price")).body).toMatchObject({ status: "running", startAt: null });
  await tenant.post("/v1/events", { events: [exposure("v_1", { variant: "price-59" })] });
  await runDueJobs(services, tenant.scope);
  await runDueJobs(services, tenant.scope);
  const { days } = (await tenant.get("/v1/experiments/license-price/timeline")).body;
  expect(days).toMatchObject([{ day: "2026-03-02", action: "continue", variants: [{ visitors: 0 }, { visitors: 1 }] }]);
});

import { serve } from "@hono/node-server";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { importCosts } from "../commands/import-costs.ts";
import { UsageError } from "../commands/usage-error.ts";
import { type PrometheusServer, startPrometheus } from "../testing/prometheus-server.ts";
import { startTestServer, type TestServer, type TestTenant } from "../testing/test-server.ts";
import { PrometheusError, readDailyCosts } from "./read-daily-costs.ts";

const DAY = 86_400_000;
const HOUR = 3_600_000;
/** Midnight ten days ago: what is older than 90 days is refused. */
const START = Math.floor(Date.now() / DAY) * DAY - 10 * DAY;
const dayOf = (day: number) => new Date(START + day * DAY).toISOString().slice(0, 10);

/** Samples as an exporter of costs has them: an hourly rate a node and namespace, each minute. */
function rates(labels: string, from: number, to: number, perHour: number): string[] {
  const count = Math.round((to - from) * 60);
  return Array.from({ length: count }, (_, minute) => {
    const seconds = (START + from * HOUR) / 1000 + minute * 60;
    return `node_namespace_total_cost{${labels}} ${perHour} ${seconds}`;
  });
}

let prometheus: PrometheusServer;
let server: TestServer;
let tenant: TestTenant;
let listening: { readonly url: string; readonly close: () => void };

beforeAll(async () => {
  const samples = [
    // All of the first day on one node, and half of it on another as well.
    ...rates('namespace="customer-acme",node="one"', 0, 24, 0.5),
    ...rates('namespace="customer-acme",node="two"', 6, 18, 0.25),
    // Dearer on the second day, and gone at noon.
    ...rates('namespace="customer-acme",node="one"', 24, 36, 2),
    ...rates('namespace="customer-small",node="one"', 23, 25, 0.000012),
    ...rates('namespace="kube-system",node="one"', 0, 48, 3),
  ];
  const bySeries = samples.sort((a, b) => (a.split("}")[0] as string).localeCompare(b.split("}")[0] as string));
  prometheus = await startPrometheus(`# TYPE node_namespace_total_cost gauge\n${bySeries.join("\n")}\n# EOF\n`);
  server = await startTestServer();
  tenant = await server.newTenant();
  listening = await new Promise((resolve) => {
    const http = serve({ fetch: server.app.fetch, port: 0, hostname: "127.0.0.1" }, ({ port }) =>
      resolve({ url: `http://127.0.0.1:${port}`, close: () => http.close() }),
    );
  });
});
afterAll(async () => {
  listening?.close();
  await server?.drop();
  await prometheus?.drop();
});

const read = (changed: object = {}) =>
  readDailyCosts({
    prometheus: prometheus.url,
    query: "sum by (namespace) (node_namespace_total_cost)",
    label: "namespace",
    from: dayOf(0),
    to: dayOf(1),
    ...changed,
  });

describe("costs in a real Prometheus", () => {
  it("are each day's rates, for as long as they were there", async () => {
    const costs = await read();
    const of = (owner: string, day: number) =>
      costs.find((cost) => cost.owner === owner && cost.day === dayOf(day))?.amount;
    // A rate is seen for five minutes after its last sample, so one that ends is there for one look more.
    const look = 1 / 12;
    expect(of("customer-acme", 0)).toBeCloseTo(24 * 0.5 + (12 + look) * 0.25, 9);
    expect(of("customer-acme", 1)).toBeCloseTo((12 + look) * 2, 9);
    expect(of("customer-small", 0)).toBeCloseTo(0.000012, 12);
    expect(of("kube-system", 0)).toBeCloseTo(72, 9);
  });

  it("are the same, however the query sums them", async () => {
    const apart = await read({ query: 'node_namespace_total_cost{namespace="customer-acme"}' });
    expect(apart).toEqual((await read()).filter(({ owner }) => owner === "customer-acme"));
  });

  it("become costs of accounts in the margin report, once", async () => {
    const said: string[] = [];
    const write = vi.spyOn(process.stdout, "write").mockImplementation((text) => said.push(String(text)) > 0);
    const where = ["--prometheus", prometheus.url, "--server", listening.url, "--prefix", "customer-"];
    const parameters = [...where, "--from", dayOf(0), "--to", dayOf(1)];
    for (const _ of ["once", "again"])
      await importCosts(parameters, { key: tenant.secretKey }).catch((error) => said.push(String(error)));
    write.mockRestore();
    expect(said.join("")).toContain("4 costs of accounts are reported, 0 were before");
    expect(said.join("")).toContain("0 costs of accounts are reported, 4 were before, 0 were refused");
    const range = `from=${dayOf(0)}T00:00:00Z&to=${dayOf(2)}T00:00:00Z`;
    const { body } = await tenant.get(`/v1/margin?${range}`);
    const of = (customer: string) => body.byCustomer.find(({ key }: { key: string }) => key === customer);
    expect(of("acme")).toMatchObject({ source: "fixed", revenue: "0" });
    const costs = (await read()).filter(({ owner }) => owner === "customer-acme");
    expect(Number(of("acme").cost)).toBeCloseTo(
      costs.reduce((sum, { amount }) => sum + amount, 0),
      9,
    );
    expect(of("kube-system")).toBeUndefined();
  });

  it("are refused where the query or the address is wrong, or the day is not over", async () => {
    await expect(read({ query: "sum by (" })).rejects.toThrow(PrometheusError);
    await expect(read({ prometheus: "http://127.0.0.1:9" })).rejects.toThrow("does not answer");
    const today = new Date().toISOString().slice(0, 10);
    const importing = importCosts(["--prometheus", prometheus.url, "--to", today], { key: tenant.secretKey });
    await expect(importing).rejects.toThrow(UsageError);
    await expect(importCosts([], { key: tenant.secretKey })).rejects.toThrow("Use: pricewright import-costs");
  });
});

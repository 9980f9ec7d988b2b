import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type RunningServer, readConfiguration, startServer } from "@pricewright/server";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { folder } from "./folder.ts";
import { readQueries, selectorsOf } from "./read-queries.ts";
import { type RunningPrometheus, startPrometheus } from "./start-prometheus.ts";

let place: string;
let server: RunningServer;
let prometheus: RunningPrometheus;
beforeAll(async () => {
  place = mkdtempSync(join(tmpdir(), "pricewright-scraped-"));
  server = await startServer(
    readConfiguration({ PORT: "0", METRICS_PORT: "0", PRICEWRIGHT_DATA: place, LOG_LEVEL: "fatal" }),
  );
  const headers = { authorization: `Bearer ${server.firstKeys?.secretKey}`, "content-type": "application/json" };
  const visit = (path: string, body: object) =>
    fetch(server.url + path, { method: "POST", headers, body: JSON.stringify(body) });
  await visit("/v1/evaluate", { unit: { kind: "visitor", id: "one" } });
  await visit("/v1/nothing", {});
  prometheus = await startPrometheus(`127.0.0.1:${server.metricsPort}`);
}, 120_000);
afterAll(async () => {
  await prometheus?.stop();
  await server?.close();
  rmSync(place, { recursive: true });
});

describe("what is watched", () => {
  it("is scraped by a real Prometheus from a real server", async () => {
    await expect.poll(() => prometheus.query('up{job="pricewright"} == 1'), { timeout: 30_000 }).toHaveLength(1);
  });

  const queries = readQueries();
  it.each(queries)("finds every metric and label of $name: $expression", async ({ expression }) => {
    const selectors = selectorsOf(expression);
    expect(selectors.length).toBeGreaterThan(0);
    for (const { metric, labels } of selectors) {
      // Answers of 5xx and hits may be rare; their labels are not.
      const rare = /status|result/.test(labels);
      const names = [...labels.matchAll(/(\w+)(?==)/g)].map(([name]) => name);
      const asked = rare ? `${metric}{${names.map((name) => `${name}!=""`).join()}}` : `${metric}{${labels}}`;
      await expect.poll(() => prometheus.query(asked), { message: asked, timeout: 10_000 }).not.toEqual([]);
    }
    await prometheus.query(expression);
  });

  it("raises the alerts that it should, and no others", () => {
    const said = execFileSync("promtool", ["test", "rules", "alerts.test.yaml"], {
      cwd: join(folder, "prometheus"),
      encoding: "utf8",
    });
    expect(said).toContain("SUCCESS");
  });
});

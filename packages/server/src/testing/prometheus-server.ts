import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A Prometheus on this machine that holds what was recorded. */
export interface PrometheusServer {
  readonly url: string;
  readonly drop: () => Promise<void>;
}

/** Starts Debian's Prometheus on samples in OpenMetrics' text format. */
export async function startPrometheus(openMetrics: string): Promise<PrometheusServer> {
  const folder = mkdtempSync(join(tmpdir(), "pricewright-prometheus-"));
  writeFileSync(join(folder, "samples.txt"), openMetrics);
  writeFileSync(join(folder, "prometheus.yml"), "scrape_configs: []\n");
  execFileSync("promtool", ["tsdb", "create-blocks-from", "openmetrics", `${folder}/samples.txt`, `${folder}/data`]);
  const child = spawn(
    "prometheus",
    [
      `--config.file=${folder}/prometheus.yml`,
      `--storage.tsdb.path=${folder}/data`,
      "--storage.tsdb.retention.time=10y",
      "--web.listen-address=127.0.0.1:0",
    ],
    { stdio: ["ignore", "ignore", "pipe"] },
  );
  const ended = once(child, "exit");
  const url = await new Promise<string>((resolve, reject) => {
    let output = "";
    let address = "";
    child.stderr.on("data", (chunk: Buffer) => {
      output += chunk;
      address = /Listening on" address=(\S+)/.exec(output)?.[1] ?? "";
      if (address !== "" && output.includes("Server is ready")) resolve(`http://${address}`);
    });
    child.on("exit", () => reject(new Error(output)));
  });
  return {
    url,
    drop: async () => {
      child.kill("SIGTERM");
      await ended;
      rmSync(folder, { recursive: true });
    },
  };
}

import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse, stringify } from "yaml";
import { folder } from "./folder.ts";

/** A Prometheus that runs. */
export interface RunningPrometheus {
  /** Asks one question; answers with the series that were found. */
  readonly query: (
    expression: string,
  ) => Promise<readonly { metric: Record<string, string>; value: [number, string] }[]>;
  readonly stop: () => Promise<void>;
}

/** Starts Debian's Prometheus with the example's own configuration, on another target and more often. */
export async function startPrometheus(target: string): Promise<RunningPrometheus> {
  const place = mkdtempSync(join(tmpdir(), "pricewright-prometheus-"));
  const configuration = parse(readFileSync(join(folder, "prometheus/prometheus.yml"), "utf8"));
  configuration.global.scrape_interval = "1s";
  configuration.scrape_configs[0].static_configs[0].targets = [target];
  writeFileSync(join(place, "prometheus.yml"), stringify(configuration));
  writeFileSync(join(place, "alerts.yaml"), readFileSync(join(folder, "chart/files/alerts.yaml")));
  const address = `127.0.0.1:${await freePort()}`;
  const child = spawn(
    "prometheus",
    [`--config.file=${place}/prometheus.yml`, `--storage.tsdb.path=${place}/data`, `--web.listen-address=${address}`],
    { stdio: ["ignore", "ignore", "pipe"] },
  );
  const ended = once(child, "exit");
  let output = "";
  child.stderr.on("data", (chunk: Buffer) => {
    output += chunk;
  });
  const isReady = async () => {
    if (child.exitCode !== null) throw new Error(output);
    return (await fetch(`http://${address}/-/ready`).catch(() => null))?.ok ?? false;
  };
  while (!(await isReady())) await new Promise((resolve) => setTimeout(resolve, 100));
  return {
    query: async (expression) => {
      const response = await fetch(`http://${address}/api/v1/query?query=${encodeURIComponent(expression)}`);
      const { status, error, data } = await response.json();
      if (status !== "success") throw new Error(`${expression}: ${error}`);
      return data.result;
    },
    stop: async () => {
      child.kill("SIGTERM");
      await ended;
      rmSync(place, { recursive: true });
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  if (address === null || typeof address === "string") throw new Error("no port is free");
  return address.port;
}

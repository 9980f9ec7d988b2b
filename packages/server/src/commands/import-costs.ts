import { parseArgs } from "node:util";
import type { CostEvent, TrackResponse } from "@pricewright/core/api";
import { PrometheusError, readDailyCosts } from "../platform-costs/read-daily-costs.ts";
import { toCostEvents } from "../platform-costs/to-cost-events.ts";
import { print } from "./on-database.ts";
import { UsageError } from "./usage-error.ts";

const USAGE = `Use: pricewright import-costs --prometheus http://prometheus:9090 [--server http://127.0.0.1:3001]
     [--query <hourly rates>] [--label namespace] [--prefix ""] [--currency USD] [--from <day>] [--to <day>]
The secret key of the environment is in PRICEWRIGHT_SECRET_KEY. Days are UTC, such as 2026-03-02; without any, yesterday.`;

const DAY = 86_400_000;
/** Events that a call may bring. */
const AT_ONCE = 1000;

/** `import-costs`: reports what customers' parts of the platform cost, from an exporter that Prometheus scrapes. */
export async function importCosts(
  parameters: readonly string[],
  { key = process.env.PRICEWRIGHT_SECRET_KEY, now = new Date() }: { key?: string | undefined; now?: Date } = {},
): Promise<void> {
  const options = readParameters(parameters, now);
  if (!key) throw new UsageError(USAGE);
  const costs = await readDailyCosts(options).catch(asUsage);
  const events = toCostEvents(costs, options);
  const counts = { accepted: 0, duplicate: 0, unverified: 0, rejected: 0 };
  for (let start = 0; start < events.length; start += AT_ONCE) {
    const { results } = await report(options.server, key, events.slice(start, start + AT_ONCE));
    for (const result of results) {
      counts[result.status]++;
      if (result.status === "rejected")
        print(`${result.id}: ${result.problems.map(({ message }) => message).join("; ")}`);
    }
  }
  print(
    `${options.from} to ${options.to}: ${counts.accepted} costs of accounts are reported, ${counts.duplicate} were before, ${counts.rejected} were refused.`,
  );
  if (counts.rejected > 0) process.exitCode = 1;
}

async function report(server: string, key: string, events: readonly CostEvent[]): Promise<TrackResponse> {
  const response = await fetch(new URL("/v1/events", server), {
    method: "POST",
    headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
    body: JSON.stringify({ events }),
  }).catch(() => {
    throw new UsageError(`The server at ${server} does not answer.`);
  });
  const body = (await response.json()) as TrackResponse & { detail?: string };
  if (!response.ok) throw new UsageError(body.detail ?? `The server answered ${response.status}.`);
  return body;
}

function asUsage(error: unknown): never {
  throw error instanceof PrometheusError ? new UsageError(error.message) : error;
}

function readParameters(parameters: readonly string[], now: Date) {
  const yesterday = new Date(now.getTime() - DAY).toISOString().slice(0, 10);
  const { prometheus, to = yesterday, from = to, ...rest } = parse(parameters);
  const isDay = (text: string) => /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text));
  if (prometheus === undefined || ![from, to].every(isDay) || from > to) throw new UsageError(USAGE);
  // A day that is not over would be reported with a part of its cost, for good.
  if (to > yesterday) throw new UsageError(`${to} is not over. The last day that can be imported is ${yesterday}.`);
  return { prometheus, from, to, ...rest };
}

function parse(parameters: readonly string[]) {
  try {
    return parseArgs({
      args: [...parameters],
      options: {
        prometheus: { type: "string" },
        server: { type: "string", default: "http://127.0.0.1:3001" },
        query: { type: "string", default: "sum by (namespace) (node_namespace_total_cost)" },
        label: { type: "string", default: "namespace" },
        prefix: { type: "string", default: "" },
        currency: { type: "string", default: "USD" },
        from: { type: "string" },
        to: { type: "string" },
      },
    }).values;
  } catch (error) {
    throw new UsageError(`${error instanceof Error ? error.message : String(error)}\n${USAGE}`);
  }
}

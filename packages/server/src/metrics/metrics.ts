import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import type { Database } from "../database/database.ts";

/** Counts what happens, for Prometheus. Labels name routes and never tenants. */
export interface Metrics {
  readonly request: (labels: { method: string; route: string; status: number }, seconds: number) => void;
  readonly eventsFolded: (count: number) => void;
  /** Batches of events that lie in the stream and are not counted yet. */
  readonly eventsWaiting: (batches: number) => void;
  /** A new unit was given the control because the tenant is over its quota. */
  readonly quotaRejected: () => void;
  readonly cacheLookup: (cache: "keys" | "pricing" | "frozen", hit: boolean) => void;
}

/** Metrics that nobody reads. */
export const NO_METRICS: Metrics = {
  request: () => {},
  eventsFolded: () => {},
  eventsWaiting: () => {},
  quotaRejected: () => {},
  cacheLookup: () => {},
};

/** Metrics in Prometheus' text format. */
export interface PrometheusMetrics extends Metrics {
  readonly contentType: string;
  readonly text: () => Promise<string>;
}

const BUCKETS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** Makes metrics for one process, with what Node and the database's connections say of themselves. */
export function createMetrics(database: Pick<Database, "poolUse">): PrometheusMetrics {
  const register = new Registry();
  const registers = [register];
  collectDefaultMetrics({ register });
  const requests = new Histogram({
    name: "pricewright_request_seconds",
    help: "Time to answer a request",
    labelNames: ["method", "route", "status"],
    buckets: BUCKETS,
    registers,
  });
  const folded = new Counter({ name: "pricewright_events_folded_total", help: "Events stored and folded", registers });
  const waiting = new Gauge({
    name: "pricewright_events_waiting",
    help: "Batches of events that lie in the stream and are not counted yet",
    registers,
  });
  const rejected = new Counter({
    name: "pricewright_quota_rejections_total",
    help: "New units that were given the control because of a quota",
    registers,
  });
  const lookups = new Counter({
    name: "pricewright_cache_lookups_total",
    help: "Look-ups in caches",
    labelNames: ["cache", "result"],
    registers,
  });
  new Gauge({
    name: "pricewright_database_connections",
    help: "Connections to PostgreSQL by state, and requests that wait for one",
    labelNames: ["state"],
    registers,
    collect() {
      for (const [state, count] of Object.entries(database.poolUse())) this.set({ state }, count);
    },
  });
  return {
    request: ({ method, route, status }, seconds) => requests.observe({ method, route, status }, seconds),
    eventsFolded: (count) => folded.inc(count),
    eventsWaiting: (batches) => waiting.set(batches),
    quotaRejected: () => rejected.inc(),
    cacheLookup: (cache, hit) => lookups.inc({ cache, result: hit ? "hit" : "miss" }),
    contentType: register.contentType,
    text: () => register.metrics(),
  };
}

import type { Configuration } from "../configuration/configuration.ts";
import type { Scope } from "../database/database.ts";

/** Records what a request did and how long each part took, for whoever collects OpenTelemetry traces. */
export interface Tracing {
  /** Runs a request; what it answers with names and describes its span. */
  readonly request: (method: string, work: () => Promise<TracedRequest>) => Promise<void>;
  /** Runs something with the database, within the request that asks for it. */
  readonly transaction: <Result>(name: string, scope: Scope | null, work: () => Promise<Result>) => Promise<Result>;
  /** Sends what was recorded, and ends. */
  readonly close: () => Promise<void>;
}

/** What a span says of a request: no path, header or body, which may hold ids and secrets. */
interface TracedRequest {
  /** The pattern of its path. */
  readonly route: string;
  readonly status: number;
  readonly requestId: string;
  /** Of a caller with a key. */
  readonly scope: Scope | null;
}

/** Tracing that nobody reads. */
export const NO_TRACING: Tracing = {
  request: async (_, work) => void (await work()),
  transaction: (_, __, work) => work(),
  close: async () => {},
};

/** Starts tracing where a collector is configured; else nothing of OpenTelemetry is loaded. */
export async function startTracing({ tracesEndpoint }: Pick<Configuration, "tracesEndpoint">): Promise<Tracing> {
  if (tracesEndpoint === null) return NO_TRACING;
  const { createOpenTelemetry } = await import("./open-telemetry.ts");
  return createOpenTelemetry(tracesEndpoint);
}

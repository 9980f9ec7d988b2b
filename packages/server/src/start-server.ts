import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { getRequestListener } from "@hono/node-server";
import { type Logger, pino } from "pino";
import { createApp } from "./app.ts";
import type { Configuration } from "./configuration/configuration.ts";
import { createServices } from "./create-services.ts";
import { openDatabase } from "./database/open-database.ts";
import { type Listener, withEvaluateLane } from "./evaluate/evaluate-lane.ts";
import { countEvents } from "./event-stream/count-events.ts";
import { openEventStream } from "./event-stream/open-event-stream.ts";
import { makePartitions } from "./jobs/run-jobs.ts";
import { startJobs } from "./jobs/start-jobs.ts";
import { startWebhookWork } from "./jobs/start-webhook-work.ts";
import { type ConfiguredLicense, licenseStatus } from "./licenses/license-status.ts";
import { createRateLimits } from "./limits/rate-limits.ts";
import { describeError } from "./logging/describe-error.ts";
import { createMetrics } from "./metrics/metrics.ts";
import { serveMetrics } from "./metrics/serve-metrics.ts";
import { firstOwnerLink } from "./people/first-owner.ts";
import { sessionSecret } from "./people/session-secret.ts";
import { masterKeys } from "./secrets/master-keys.ts";
import type { FirstKeys } from "./tenants/first-keys.ts";
import { ensureFirstTenant } from "./tenants/first-tenant.ts";
import { traceDatabase } from "./tracing/trace-database.ts";
import { NO_TRACING, startTracing } from "./tracing/tracing.ts";

/** A server that listens. */
export interface RunningServer {
  /** Address to call it at, such as `http://127.0.0.1:3001`. */
  readonly url: string;
  /** Port of `/metrics`, or null. */
  readonly metricsPort: number | null;
  /** Keys of the first tenant, when this start made it; they are shown only here. */
  readonly firstKeys: FirstKeys | null;
  /** Where the first owner is made, while there is none; it works once and for 7 days. */
  readonly firstOwnerLink: string | null;
  /** Stops listening, lets running requests finish, and closes the database. */
  readonly close: () => Promise<void>;
}

/** Thrown when the port is taken. */
export class PortTakenError extends Error {
  override readonly name = "PortTakenError";
}

const DAY = 86_400_000;
/** Milliseconds that running requests have to finish when the server ends. */
const DRAINED_WITHIN = 10_000;
/**
 * Milliseconds that a connection stays open without requests: longer than load balancers and clients keep theirs, so that
 * none of them sends a request just when this end closes.
 */
const KEPT_OPEN_FOR = 75_000;

/**
 * Opens the database, migrates it, makes the first tenant, and listens.
 *
 * @throws PortTakenError when another program has the port.
 * @throws ConfigurationError when NATS is configured and not there.
 * @throws MasterKeyError when the stored secrets were sealed with another key.
 * @throws FolderInUseError when another server has the data folder.
 *
 * @example
 * const server = await startServer(readConfiguration(process.env));
 * await server.close();
 */
export async function startServer(
  configuration: Configuration,
  log: Logger = pino({ level: configuration.logLevel, serializers: { error: describeError } }),
): Promise<RunningServer> {
  const clock = () => new Date();
  const tracing = await startTracing(configuration);
  const opened = await openDatabase(configuration);
  const database = tracing === NO_TRACING ? opened : traceDatabase(opened, tracing);
  const limits = createRateLimits(configuration, log);
  /** What to undo when the server ends, the last first. */
  const endings: (() => Promise<void>)[] = [tracing.close, database.close, limits.close];
  const end = async () => {
    for (const ending of endings.splice(0).reverse()) await ending();
  };
  try {
    const keys = masterKeys(configuration);
    const firstKeys = await ensureFirstTenant(database, keys);
    const eventStream = await openEventStream(configuration, log);
    const metrics = configuration.metricsPort === null ? null : createMetrics(database);
    let draining = false;
    let address = "";
    const services = createServices({
      ...configuration,
      database,
      masterKeys: keys,
      limits,
      log,
      clock,
      localDashboard: isLoopback(configuration.host),
      signIn: { publicUrl: () => configuration.publicUrl ?? address, secret: sessionSecret(configuration) },
      tracing,
      eventStream,
      isDraining: () => draining,
      ...(metrics ? { metrics } : {}),
    });
    const metricsServer =
      metrics && (await serveMetrics(metrics, { host: configuration.host, port: configuration.metricsPort ?? 0 }));
    if (metricsServer) endings.push(metricsServer.close);
    // Before the first event comes, which would lie in the partition for all else.
    await makePartitions(services);
    const jobs = startJobs(services);
    const webhookWork = startWebhookWork(services);
    endings.push(services.providerCalls.close, jobs.stop, webhookWork.stop, eventStream.close);
    eventStream.take((batches) => countEvents(services, batches));
    const app = getRequestListener(createApp(services).fetch);
    // Traces tell of every request, so that none may pass the app by.
    const listener = configuration.tracesEndpoint === null ? withEvaluateLane(services, app) : app;
    const { port, stop } = await listen(listener, configuration);
    endings.push(stop, async () => {
      draining = true;
      // Streams would not end by themselves.
      services.configChanges.close();
    });
    address = `http://${configuration.host.includes(":") ? `[${configuration.host}]` : configuration.host}:${port}`;
    if (configuration.license) {
      const { license } = configuration;
      await noteLicense(license, log, clock());
      const timer = setInterval(() => void noteLicense(license, log, clock()), DAY);
      timer.unref();
      endings.push(async () => clearInterval(timer));
    }
    return {
      url: address,
      metricsPort: metricsServer?.port ?? null,
      firstKeys,
      firstOwnerLink: await firstOwnerLink(database, services.people, clock()),
      close: end,
    };
  } catch (error) {
    await end();
    throw error;
  }
}

function listen(listener: Listener, { host, port }: Configuration) {
  return new Promise<{ readonly port: number; readonly stop: () => Promise<void> }>((resolve, reject) => {
    const server = createServer({ keepAliveTimeout: KEPT_OPEN_FOR }, listener);
    const stop = () =>
      new Promise<void>((stopped) => {
        const late = setTimeout(() => server.closeAllConnections(), DRAINED_WITHIN);
        server.close(() => {
          clearTimeout(late);
          stopped();
        });
        server.closeIdleConnections();
      });
    server.on("error", (error: NodeJS.ErrnoException) => {
      const taken = error.code === "EADDRINUSE";
      reject(
        taken
          ? new PortTakenError(`Port ${port} is taken by another program. Give another one with PORT, or 0 for any.`, {
              cause: error,
            })
          : error,
      );
    });
    server.listen(port, host, () => resolve({ port: (server.address() as AddressInfo).port, stop }));
  });
}

async function noteLicense(license: ConfiguredLicense, log: Logger, now: Date): Promise<void> {
  const { state, detail } = await licenseStatus(license, now);
  if (state === "valid") log.info(detail);
  else log.warn(detail);
}

function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || host.startsWith("127.");
}

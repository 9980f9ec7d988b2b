import { serve } from "@hono/node-server";
import { type Logger, pino } from "pino";
import { createApp } from "./app.ts";
import type { Configuration } from "./configuration/configuration.ts";
import { createServices } from "./create-services.ts";
import { openDatabase } from "./database/open-database.ts";
import { runDueJobs } from "./jobs/run-due-jobs.ts";
import { createRateLimits } from "./limits/rate-limits.ts";
import { masterKeys } from "./secrets/master-keys.ts";
import type { Services } from "./services.ts";
import { ensureFirstTenant, FIRST_TENANT, type FirstKeys } from "./tenants/first-tenant.ts";

/** A server that listens. */
export interface RunningServer {
  /** Address to call it at, such as `http://127.0.0.1:3001`. */
  readonly url: string;
  /** Keys of the first tenant, when this start made it; they are shown only here. */
  readonly firstKeys: FirstKeys | null;
  /** Stops listening, lets running requests finish, and closes the database. */
  readonly close: () => Promise<void>;
}

/** Thrown when the port is taken. */
export class PortTakenError extends Error {
  override readonly name = "PortTakenError";
}

/**
 * Opens the database, migrates it, makes the first tenant, and listens.
 *
 * @throws PortTakenError when another program has the port.
 * @throws FolderInUseError when another server has the data folder.
 *
 * @example
 * const server = await startServer(readConfiguration(process.env));
 * await server.close();
 */
export async function startServer(
  configuration: Configuration,
  log: Logger = pino({ level: configuration.logLevel }),
): Promise<RunningServer> {
  const clock = () => new Date();
  const database = await openDatabase(configuration);
  const limits = createRateLimits(configuration, log);
  try {
    const keys = masterKeys(configuration);
    const firstKeys = await ensureFirstTenant(database, keys);
    const services = createServices({
      ...configuration,
      database,
      masterKeys: keys,
      limits,
      log,
      clock,
      localDashboard: isLoopback(configuration.host),
    });
    const app = createApp(services);
    const { port, stop } = await listen(app.fetch, configuration);
    const jobs = startJobs(services);
    return {
      url: `http://${configuration.host.includes(":") ? `[${configuration.host}]` : configuration.host}:${port}`,
      firstKeys,
      close: async () => {
        // Streams would not end by themselves.
        services.configChanges.close();
        await stop();
        await jobs.stop();
        await limits.close();
        await database.close();
      },
    };
  } catch (error) {
    await limits.close();
    await database.close();
    throw error;
  }
}

function listen(fetch: (request: Request) => Response | Promise<Response>, { host, port }: Configuration) {
  return new Promise<{ readonly port: number; readonly stop: () => Promise<void> }>((resolve, reject) => {
    const server = serve({ fetch, hostname: host, port }, (address) => {
      resolve({
        port: address.port,
        stop: () =>
          new Promise((stopped) => {
            server.close(() => stopped());
            if ("closeIdleConnections" in server) server.closeIdleConnections();
          }),
      });
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
  });
}

/** Runs the first tenant's due jobs each minute; one that fails is tried again in the next. */
function startJobs(services: Services): { readonly stop: () => Promise<void> } {
  let running = Promise.resolve();
  const timer = setInterval(() => {
    running = running.then(async () => {
      for (const environment of ["test", "live"] as const)
        await runDueJobs(services, { ...FIRST_TENANT, environment }).catch((error: unknown) =>
          services.log.warn({ error }, "due jobs failed; they are tried again in a minute"),
        );
    });
  }, 60_000);
  timer.unref();
  return {
    stop: () => {
      clearInterval(timer);
      return running;
    },
  };
}

function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || host.startsWith("127.");
}

import { serve } from "@hono/node-server";
import { type Logger, pino } from "pino";
import { createApp } from "./app.ts";
import type { Configuration } from "./configuration/configuration.ts";
import { createServices } from "./create-services.ts";
import { openDatabase } from "./database/open-database.ts";
import { createRateLimits } from "./limits/rate-limits.ts";
import { masterKeys } from "./secrets/master-keys.ts";
import { ensureFirstTenant, type FirstKeys } from "./tenants/first-tenant.ts";

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
  log: Logger = pino({ level: configuration.logLevel, serializers: { error: pino.stdSerializers.err } }),
): Promise<RunningServer> {
  const clock = () => new Date();
  const database = await openDatabase(configuration);
  const limits = createRateLimits(configuration, log);
  try {
    const keys = masterKeys(configuration);
    const firstKeys = await ensureFirstTenant(database, keys);
    const app = createApp(
      createServices({
        ...configuration,
        database,
        masterKeys: keys,
        limits,
        log,
        clock,
        localDashboard: isLoopback(configuration.host),
      }),
    );
    const { port, stop } = await listen(app.fetch, configuration);
    return {
      url: `http://${configuration.host.includes(":") ? `[${configuration.host}]` : configuration.host}:${port}`,
      firstKeys,
      close: async () => {
        await stop();
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

function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || host.startsWith("127.");
}

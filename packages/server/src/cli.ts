import { ConfigurationError, readConfiguration } from "./configuration/configuration.ts";
import { FolderInUseError } from "./database/folder-lock.ts";
import { PortTakenError, startServer } from "./start-server.ts";

const USAGE = `pricewright serve    start the API and the dashboard

Environment: PORT (3001), HOST (127.0.0.1), DATABASE_URL (embedded database), PRICEWRIGHT_DATA (./.pricewright),
REDIS_URL, RATE_LIMIT_ENABLED, CORS_ORIGINS, LOG_LEVEL
`;

async function serve(): Promise<void> {
  const server = await startServer(readConfiguration(process.env));
  process.stdout.write(`Pricewright is at ${server.url} (API described at ${server.url}/docs)\n`);
  if (server.firstKeys) {
    const { secretKey, publishableKey } = server.firstKeys;
    process.stdout.write(
      `\nYour keys for the test environment, shown only this once:\n  secret       ${secretKey}\n  publishable  ${publishableKey}\n\n`,
    );
  }
  let stopping = false;
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.on(signal, () => {
      if (stopping) process.exit(1);
      stopping = true;
      server.close().then(() => process.exit(0));
    });
  }
}

async function main([command = "serve"]: readonly string[]): Promise<void> {
  if (command === "serve") return serve();
  process.stdout.write(USAGE);
  if (command !== "help" && command !== "--help") {
    process.stderr.write(`There is no command "${command}".\n`);
    process.exitCode = 2;
  }
}

main(process.argv.slice(2)).catch((error: unknown) => {
  const expected =
    error instanceof ConfigurationError || error instanceof FolderInUseError || error instanceof PortTakenError;
  process.stderr.write(`${expected ? error.message : error instanceof Error ? error.stack : String(error)}\n`);
  process.exitCode = 1;
});

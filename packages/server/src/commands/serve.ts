import { ConfigurationError, readConfiguration } from "../configuration/configuration.ts";
import { findUnknownVariables } from "../configuration/unknown-variables.ts";
import { FolderInUseError } from "../database/folder-lock.ts";
import { PortTakenError, startServer } from "../start-server.ts";
import { MasterKeyError } from "../tenants/tenant-secrets.ts";

/** `serve`: starts the API and the dashboard, and stops them when asked to. */
export async function serve(): Promise<void> {
  const configuration = readConfiguration(process.env);
  for (const warning of findUnknownVariables(process.env)) process.stderr.write(`${warning}\n`);
  const server = await startServer(configuration);
  process.stdout.write(`Pricewright is at ${server.url} (API described at ${server.url}/docs)\n`);
  if (server.firstKeys) {
    const { secretKey, publishableKey } = server.firstKeys;
    process.stdout.write(
      `\nYour keys for the test environment, shown only this once:\n  secret       ${secretKey}\n  publishable  ${publishableKey}\n\n`,
    );
  }
  if (server.firstOwnerLink)
    process.stdout.write(`Make the first owner, who signs in with a password, at\n  ${server.firstOwnerLink}\n`);
  let stopping = false;
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.on(signal, () => {
      if (stopping) process.exit(1);
      stopping = true;
      server.close().then(() => process.exit(0));
    });
  }
}

/** Whether a message is enough to say what went wrong. */
export function isExpected(error: unknown): boolean {
  return [ConfigurationError, FolderInUseError, MasterKeyError, PortTakenError].some((kind) => error instanceof kind);
}

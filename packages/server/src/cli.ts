import { UsageError } from "./commands/usage-error.ts";
import { PriceListError } from "./pricing/load-price-list.ts";

const USAGE = `pricewright serve                    start the API and the dashboard
pricewright init                     a first price list and a running test of two prices, and what to do next
pricewright doctor                   check configuration and connections, and whether experiments are wired
pricewright migrate                  bring the database up to date
pricewright keys create|list|revoke  keys of the API
pricewright sign-up-link             a link by which somebody brings a tenant of their own, or becomes the first owner
pricewright export <file>              write a tenant's data as JSON lines, without secrets
pricewright import <file>            take in what export wrote, into an environment that has no experiment
pricewright import-costs             what accounts cost the platform, from an exporter that Prometheus scrapes
pricewright reseal                   seal every secret again with the current API_KEY_ENCRYPTION_KEY
pricewright license keys|issue|verify  licences that are verified without a network
pricewright rebuild-statistics       make the statistics again from the stored events
pricewright pricing check <file>     check a price list and print it; --provider stripe wants its price ids
pricewright pricing diff <old> <new> show what a new price list changes, and for whom

Environment of serve: PORT (3001), HOST (127.0.0.1), DATABASE_URL (embedded database), PRICEWRIGHT_DATA (./.pricewright),
REDIS_URL and more: docs/reference/configuration.md
`;

async function main([command = "serve", ...parameters]: readonly string[]): Promise<void> {
  // Checking a price list does not wait for a database to be loaded.
  if (command === "serve") return (await import("./commands/serve.ts")).serve();
  if (command === "pricing") return (await import("./commands/pricing.ts")).pricing(parameters);
  if (command === "init") return (await import("./commands/init.ts")).init();
  if (command === "doctor") return (await import("./commands/doctor.ts")).doctor();
  if (command === "migrate") return (await import("./commands/migrate.ts")).migrate();
  if (command === "keys") return (await import("./commands/keys.ts")).keys(parameters);
  if (command === "sign-up-link") return (await import("./commands/sign-up-link.ts")).signUpLink(parameters);
  if (command === "export") return (await import("./commands/move.ts")).exportData(parameters);
  if (command === "import") return (await import("./commands/move.ts")).importData(parameters);
  if (command === "import-costs") return (await import("./commands/import-costs.ts")).importCosts(parameters);
  if (command === "reseal") return (await import("./commands/reseal.ts")).reseal();
  if (command === "license") return (await import("./commands/license.ts")).license(parameters);
  if (command === "rebuild-statistics") {
    const { rebuildStatistics } = await import("./events/rebuild-statistics.ts");
    return (await import("./commands/rebuild-statistics.ts")).rebuild(rebuildStatistics);
  }
  if (command === "--version") return void process.stdout.write(`${(await import("./version.ts")).VERSION}\n`);
  process.stdout.write(USAGE);
  if (command !== "help" && command !== "--help") throw new UsageError(`There is no command "${command}".`);
}

async function isExpected(error: unknown): Promise<boolean> {
  if (error instanceof UsageError || error instanceof PriceListError) return true;
  return (await import("./commands/serve.ts")).isExpected(error);
}

main(process.argv.slice(2)).catch(async (error: unknown) => {
  const message = error instanceof Error ? ((await isExpected(error)) ? error.message : error.stack) : String(error);
  process.stderr.write(`${message}\n`);
  process.exitCode = error instanceof UsageError ? 2 : 1;
});

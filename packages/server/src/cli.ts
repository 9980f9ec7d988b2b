import { UsageError } from "./commands/usage-error.ts";
import { PriceListError } from "./pricing/load-price-list.ts";

const USAGE = `pricewright serve                    start the API and the dashboard
pricewright pricing check <file>     check a price list and print it; --provider stripe wants its price ids
pricewright pricing diff <old> <new> show what a new price list changes, and for whom

Environment of serve: PORT (3001), HOST (127.0.0.1), DATABASE_URL (embedded database), PRICEWRIGHT_DATA (./.pricewright),
REDIS_URL, RATE_LIMIT_ENABLED, CORS_ORIGINS, LOG_LEVEL
`;

async function main([command = "serve", ...parameters]: readonly string[]): Promise<void> {
  // Checking a price list does not wait for a database to be loaded.
  if (command === "serve") return (await import("./commands/serve.ts")).serve();
  if (command === "pricing") return (await import("./commands/pricing.ts")).pricing(parameters);
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

import { parseArgs } from "node:util";
import { type CommandResult, checkPriceList } from "../pricing/check-price-list.ts";
import { diffPriceLists } from "../pricing/diff-price-lists.ts";
import { UsageError } from "./usage-error.ts";

/** `pricing check` and `pricing diff`. */
export async function pricing(parameters: readonly string[]): Promise<void> {
  const { text, passed } = await run(parameters);
  process.stdout.write(text);
  if (!passed) process.exitCode = 1;
}

function run(parameters: readonly string[]): Promise<CommandResult> {
  const { positionals, values } = readParameters(parameters);
  const [action, first, second, ...more] = positionals;
  const { provider } = values;
  if (provider !== undefined && provider !== "stripe" && provider !== "lemonsqueezy")
    throw new UsageError(`There is no provider "${provider}"; use stripe or lemonsqueezy.`);
  if (action === "check" && first !== undefined && second === undefined) return checkPriceList(first, provider);
  if (action === "diff" && first !== undefined && second !== undefined && more.length === 0)
    return diffPriceLists(first, second);
  throw new UsageError(
    "Use: pricewright pricing check <file> [--provider stripe], or: pricewright pricing diff <old> <new>",
  );
}

function readParameters(parameters: readonly string[]) {
  try {
    return parseArgs({ args: [...parameters], allowPositionals: true, options: { provider: { type: "string" } } });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

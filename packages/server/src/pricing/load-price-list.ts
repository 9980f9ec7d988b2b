import { readFile, stat } from "node:fs/promises";
import { extname, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { isPricewrightError } from "@pricewright/core";
import { type Catalog, type CatalogInput, definePricing } from "@pricewright/core/catalog";

/** A price list that cannot be used; the message has a line for everything that is wrong. */
export class PriceListError extends Error {
  override readonly name = "PriceListError";
}

/**
 * Reads a price list from a TypeScript, JavaScript or JSON file. A module's default export is the list, as `definePricing`
 * returns it or as it is written down.
 *
 * @throws PriceListError that says what to do.
 */
export async function loadPriceList(file: string, readsTypeScript: boolean = canReadTypeScript()): Promise<Catalog> {
  const path = resolve(file);
  if (!(await stat(path).catch(() => null))?.isFile())
    throw new PriceListError(`There is no file ${file}. Give the path of your price list, such as pricing.config.ts.`);
  if (/^\.[cm]?ts$/.test(extname(path)) && !readsTypeScript)
    throw new PriceListError(
      `Node ${process.versions.node} cannot read ${file}: it does not read TypeScript by itself. Use Node 22.18 or newer, or write the price list in JavaScript or JSON.`,
    );
  try {
    const input =
      extname(path) === ".json" ? JSON.parse(await readFile(path, "utf8")) : await defaultExport(path, file);
    return definePricing(input as CatalogInput);
  } catch (error) {
    if (error instanceof PriceListError) throw error;
    throw new PriceListError(describe(error, file), { cause: error });
  }
}

async function defaultExport(path: string, file: string): Promise<unknown> {
  const module: { readonly default?: unknown } = await import(pathToFileURL(path).href);
  if (typeof module.default === "object" && module.default !== null) return module.default;
  throw new PriceListError(
    `${file} does not export a price list. End it with: export default definePricing({ currency: "USD", plans: [...] });`,
  );
}

function describe(error: unknown, file: string): string {
  if (isPricewrightError(error) && error.code === "invalid-catalog") {
    const { problems } = error;
    const lines = problems.map(({ path, message }) => `  ${path.join(".") || "(the whole list)"}: ${message}`);
    return `${file} has ${problems.length === 1 ? "a mistake" : `${problems.length} mistakes`}:\n${lines.join("\n")}`;
  }
  return `${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`;
}

function canReadTypeScript(): boolean {
  return Boolean(process.features.typescript);
}

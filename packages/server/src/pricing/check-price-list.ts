import { catalogHash, lintPricing, type PaymentProvider, type PricingFinding } from "@pricewright/core/catalog";
import { describePriceList } from "./describe-price-list.ts";
import { loadPriceList } from "./load-price-list.ts";

/** What a command says, and whether all is well. */
export interface CommandResult {
  readonly text: string;
  readonly passed: boolean;
}

/**
 * `pricing check`: reads a price list, prints it, and says what is probably not meant. Passes where there are no errors.
 *
 * @throws PriceListError where the list cannot be used.
 */
export async function checkPriceList(file: string, provider?: PaymentProvider): Promise<CommandResult> {
  const catalog = await loadPriceList(file);
  const findings = lintPricing(catalog, { provider });
  const errors = findings.filter(({ severity }) => severity === "error").length;
  const summary =
    findings.length === 0
      ? "Nothing to mend."
      : `${count(errors, "error")}, ${count(findings.length - errors, "warning")}:\n${findings.map(line).join("\n")}`;
  return {
    text: `${file}, in ${catalog.currency}, hash ${catalogHash(catalog).slice(0, 12)}\n\n${describePriceList(catalog)}\n\n${summary}\n`,
    passed: errors === 0,
  };
}

function line({ severity, code, path, message }: PricingFinding): string {
  return `  ${severity} ${code} at ${path.join(".")}\n    ${message}`;
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}

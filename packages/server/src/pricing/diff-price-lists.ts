import { type CatalogChange, diffCatalogs } from "@pricewright/core/catalog";
import type { CommandResult } from "./check-price-list.ts";
import { loadPriceList } from "./load-price-list.ts";
import { textTable } from "./text-table.ts";

/**
 * `pricing diff`: what publishing the second price list after the first changes, and for whom. Passes where it can be
 * published.
 *
 * @throws PriceListError where one of them cannot be used.
 */
export async function diffPriceLists(oldFile: string, newFile: string): Promise<CommandResult> {
  const { newCustomers, customers, problems } = diffCatalogs(
    await loadPriceList(oldFile),
    await loadPriceList(newFile),
  );
  const touched = customers.filter(({ whenMoved }) => whenMoved.length > 0);
  if (newCustomers.length + touched.length + problems.length === 0)
    return { text: `${newFile} says the same as ${oldFile}; publishing it makes no new version.\n`, passed: true };
  const sections = [
    ...(problems.length > 0
      ? [`It cannot be published:\n${problems.map(({ message }) => `  ${message}`).join("\n")}`]
      : []),
    ...(newCustomers.length > 0
      ? [`New customers, from the moment it is published:\n${changesTable(newCustomers)}`]
      : []),
    "Everyone who has bought keeps the version they bought, until you move them.",
    ...touched.map(({ plan, whenMoved }) => `Customers of "${plan}", once they are moved:\n${changesTable(whenMoved)}`),
  ];
  return { text: `${sections.join("\n\n")}\n`, passed: problems.length === 0 };
}

function changesTable(changes: readonly CatalogChange[]): string {
  return textTable(
    changes.map(({ subject, change, id, product, before, after }) => [
      change,
      subject,
      product === null || product === id ? id : `${product}: ${id}`,
      before === after ? "" : [before, after].filter((words) => words !== null).join(" -> "),
    ]),
  );
}

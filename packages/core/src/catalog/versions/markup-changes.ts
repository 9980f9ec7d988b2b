import type { MarkupRule } from "../../credits/charging/markup-rule.ts";
import type { Catalog } from "../catalog.ts";
import { type CatalogChange, compareById } from "./catalog-change.ts";

/** Where the markup rules of two catalogs differ; with a plan, only those that its customers can meet. */
export function markupChanges(before: Catalog, after: Catalog, plan?: string): CatalogChange[] {
  const rules = ({ markup = [] }: Catalog): readonly MarkupRule[] =>
    markup.filter(({ match }) => plan === undefined || match?.plan === undefined || match.plan === plan);
  return compareById(rules(before), rules(after), {
    subject: "markup",
    product: null,
    id: ({ match = {} }) => inWords(match) || "everything",
    words: ({ match: _match, ...rule }) => inWords(rule),
  });
}

function inWords(fields: object): string {
  return Object.entries(fields)
    .filter(([, value]) => value !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${name} ${value}`)
    .join(", ");
}

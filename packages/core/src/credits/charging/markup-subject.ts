import type { KeySource, MarkupMatch } from "./markup-rule.ts";

/** What is charged, as far as markup rules can tell it apart. */
export interface MarkupSubject {
  readonly customer?: string | undefined;
  readonly variant?: string | undefined;
  readonly plan?: string | undefined;
  /** Name of the model's entry in the cost table, `resolved.entry.model`, whatever alias the usage came with. */
  readonly model?: string | undefined;
  readonly provider?: string | undefined;
  readonly meter?: string | undefined;
  readonly keySource: KeySource;
}

/** The fields of a match, the most specific first. */
export const MATCH_FIELDS: readonly (keyof MarkupMatch)[] = [
  "customer",
  "variant",
  "plan",
  "model",
  "provider",
  "meter",
  "keySource",
];

/** How specific a match is: any field outweighs all that come after it. */
export function specificityOf(match: MarkupMatch = {}): number {
  return MATCH_FIELDS.reduce((sum, field) => sum * 2 + (match[field] === undefined ? 0 : 1), 0);
}

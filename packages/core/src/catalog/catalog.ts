import type { MarkupRule } from "../credits/charging/markup-rule.ts";
import type { CatalogExperiment } from "./catalog-experiment.ts";
import type { CatalogIds } from "./catalog-ids.ts";
import type { DocumentLabels } from "./document/document-labels.ts";
import type { Meter } from "./meter.ts";
import type { Pack } from "./pack.ts";
import type { Plan } from "./plan.ts";

/**
 * Everything a tenant sells. What was left out stays left out, so that the hash of a published version stays the same
 * when catalogs learn new fields.
 */
export interface Catalog<Ids extends CatalogIds = CatalogIds> extends CatalogTerms<Ids> {
  readonly plans: readonly Plan<Ids>[];
  readonly packs?: readonly Pack<Ids>[] | undefined;
  readonly experiments?: readonly CatalogExperiment<Ids["price"]>[] | undefined;
}

/** Everything about a catalog that is the same written down and read. */
export interface CatalogTerms<Ids extends CatalogIds = CatalogIds> {
  /** ISO 4217 code: of every price that does not name its own, and of costs, markup and credits always. */
  readonly currency: string;
  /** What one credit is worth, in major units of the currency: a decimal string with at most 6 decimals. */
  readonly creditValue?: string | undefined;
  /**
   * IANA name of the zone in which days and months begin, such as `"Europe/Berlin"`.
   *
   * @default "UTC"
   */
  readonly timeZone?: string | undefined;
  /**
   * The words of pricing documents in other languages, by BCP 47 tag such as `"de"` or `"pt-BR"`. A page that asks for
   * `"de-AT"` gets the words of `"de-AT"`, else those of `"de"`.
   *
   * @default English everywhere
   */
  readonly labels?: Readonly<Record<string, DocumentLabels>> | undefined;
  readonly meters?: readonly Meter<Ids["meter"]>[] | undefined;
  /** How costs become charges. Rules stay on the server. */
  readonly markup?: readonly CatalogMarkupRule<Ids>[] | undefined;
}

/** A markup rule that names plans and meters of its catalog. */
export type CatalogMarkupRule<Ids extends CatalogIds = CatalogIds> = MarkupRule & {
  readonly match?:
    | { readonly plan?: NoInfer<Ids["plan"]> | undefined; readonly meter?: NoInfer<Ids["meter"]> | undefined }
    | undefined;
};

import { PricewrightError } from "../../errors/pricewright-error.ts";
import type { PublishedCatalog } from "./publish-catalog.ts";

/** A customer's terms from a time on. The first is the purchase, every other an explicit move. */
export interface CatalogPlacement {
  /** Version of the catalog. */
  readonly version: number;
  /** ISO 8601 with a zone. */
  readonly since: string;
}

/**
 * The catalog whose terms hold for a customer at a time: the version they bought, until they are moved. Publishing moves
 * nobody. Before the first placement, and for who has bought nothing, it is the newest version.
 *
 * @throws PricewrightError `unknown-version` where a placement names a version that was not published, or none was.
 */
export function catalogOfCustomer<Published extends PublishedCatalog>(
  published: readonly Published[],
  placements: readonly CatalogPlacement[],
  at: Date,
): Published {
  const current = placements
    .filter(({ since }) => Date.parse(since) <= at.getTime())
    .reduce<CatalogPlacement | undefined>(
      (latest, each) => (latest && Date.parse(latest.since) > Date.parse(each.since) ? latest : each),
      undefined,
    );
  return current === undefined ? newestOf(published) : versionOf(published, current.version);
}

/** The version with a number. */
export function versionOf<Published extends PublishedCatalog>(
  published: readonly Published[],
  version: number,
): Published {
  const found = published.find((each) => each.version === version);
  if (found) return found;
  const versions = published.map((each) => each.version).join(", ");
  throw new PricewrightError(
    "unknown-version",
    `Catalog version ${version} was not published. Use one of ${versions || "none: publish one first"}.`,
  );
}

function newestOf<Published extends PublishedCatalog>(published: readonly Published[]): Published {
  const newest = published.reduce<Published | undefined>(
    (latest, each) => (latest && latest.version > each.version ? latest : each),
    undefined,
  );
  if (newest) return newest;
  throw new PricewrightError("unknown-version", "No catalog was published yet. Publish one first.");
}

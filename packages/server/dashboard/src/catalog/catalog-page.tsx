import {
  type CatalogVersionList,
  catalogDiffResponse,
  catalogVersion,
  catalogVersionList,
} from "@pricewright/core/api";
import type { ReactElement } from "react";
import { hasCome } from "../api/has-come.ts";
import { ResourceStatus } from "../api/resource-status.tsx";
import { usePages } from "../api/use-pages.ts";
import { useResource } from "../api/use-resource.ts";
import { Link } from "../navigation/link.tsx";
import { PageTitle } from "../navigation/page-title.tsx";
import { useQuery } from "../navigation/use-query.ts";
import { PagedTable } from "../tables/paged-table.tsx";
import { Moment } from "../times/moment.tsx";
import { CatalogDiffView } from "./catalog-diff-view.tsx";
import { PriceTable } from "./price-table.tsx";

const versionsOf = ({ versions }: CatalogVersionList) => versions;

/** What is sold at which price, every version of it, and what changed between two. */
export function CatalogPage(): ReactElement {
  const { version, from, to } = useQuery();
  const newest = useResource(
    version ? `/v1/catalog/versions/${encodeURIComponent(version)}` : "/v1/catalog",
    catalogVersion,
  );
  const compared = from && to ? { from, to } : null;
  const diff = useResource(compared && `/v1/catalog/diff?${new URLSearchParams(compared)}`, catalogDiffResponse);
  const versions = usePages("/v1/catalog/versions", catalogVersionList, versionsOf);
  const isEmpty = newest.failure?.status === 404 && version === undefined;
  return (
    <>
      <PageTitle>Price list</PageTitle>
      {!isEmpty && <ResourceStatus resource={newest} />}
      {isEmpty && (
        <section className="card empty">
          <h2>No price list yet</h2>
          <p>A price list names your plans and what they cost. The first price test makes one for you.</p>
          <div className="actions">
            <Link href="/experiments/new" className="button primary">
              Set up the first price test
            </Link>
          </div>
        </section>
      )}
      {newest.data && <PriceTable version={newest.data} onWithdraw={() => void newest.reload()} />}
      {compared && hasCome(newest) && <CatalogDiffView {...compared} resource={diff} />}
      {!isEmpty && hasCome(newest) && (!compared || hasCome(diff)) && (
        <>
          <h2 className="section">Versions</h2>
          <PagedTable
            caption="Versions of the price list"
            pages={versions}
            empty={<p>No version yet.</p>}
            keyOf={(each) => String(each.version)}
            columns={[
              {
                title: "Version",
                cell: (each) => <Link href={`/catalog?version=${each.version}`}>{each.version}</Link>,
              },
              { title: "Published", cell: ({ publishedAt }) => <Moment at={publishedAt} /> },
              { title: "Hash", cell: ({ hash }) => <code>{hash.slice(0, 12)}</code> },
              {
                title: "Changes",
                cell: (each) =>
                  each.version > 1 ? (
                    <Link href={`/catalog?from=${each.version - 1}&to=${each.version}`}>since {each.version - 1}</Link>
                  ) : (
                    "the first"
                  ),
              },
            ]}
          />
        </>
      )}
    </>
  );
}

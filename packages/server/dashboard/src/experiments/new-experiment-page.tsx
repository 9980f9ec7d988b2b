import { catalogVersion } from "@pricewright/core/api";
import type { ReactElement } from "react";
import { ResourceStatus } from "../api/resource-status.tsx";
import { useResource } from "../api/use-resource.ts";
import { Link } from "../navigation/link.tsx";
import { PageTitle } from "../navigation/page-title.tsx";
import { RefusalNote } from "../session/refusal-note.tsx";
import { FirstPriceForm } from "./first-price-form.tsx";
import { NewExperimentForm } from "./new-experiment-form.tsx";
import { testablePrices } from "./plan-prices.ts";

/** Makes a draft of a price test: on the price list where there is one, or with a first plan. */
export function NewExperimentPage(): ReactElement {
  const resource = useResource("/v1/catalog", catalogVersion);
  const isFirst = resource.failure?.status === 404;
  const catalog = resource.data?.catalog;
  const canTest = catalog && testablePrices(catalog).length > 0;
  return (
    <>
      <nav aria-label="Breadcrumb" className="crumbs">
        <Link href="/experiments">Experiments</Link>
      </nav>
      <PageTitle>{isFirst ? "Your first price test" : "New experiment"}</PageTitle>
      {!isFirst && <ResourceStatus resource={resource} />}
      <RefusalNote needs="admin" />
      {(isFirst || (catalog && !canTest)) && <FirstPriceForm version={resource.data?.version ?? null} />}
      {resource.data && canTest && <NewExperimentForm published={resource.data} />}
    </>
  );
}

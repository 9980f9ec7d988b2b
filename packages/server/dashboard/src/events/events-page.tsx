import { type RecentEvent, recentEventList } from "@pricewright/core/api";
import type { ReactElement } from "react";
import { ResourceStatus } from "../api/resource-status.tsx";
import { useResource } from "../api/use-resource.ts";
import { Link } from "../navigation/link.tsx";
import { PageTitle } from "../navigation/page-title.tsx";
import { unitPath } from "../navigation/route.ts";
import { formatMoney } from "../numbers/format-numbers.ts";
import { type Column, DataTable } from "../tables/data-table.tsx";
import { Moment } from "../times/moment.tsx";

const COLUMNS: readonly Column<RecentEvent>[] = [
  { title: "Event", cell: ({ type }) => type.replace("quoted-", "") },
  { title: "Came", cell: ({ receivedAt }) => <Moment at={receivedAt} /> },
  { title: "Unit", cell: ({ unit }) => <Link href={unitPath(unit)}>{unit.id}</Link> },
  {
    title: "Where",
    cell: ({ experiments, price, amount, currency }) =>
      [
        ...experiments.map(({ experiment, variant }) => (variant ? `${experiment}: ${variant}` : experiment)),
        ...(amount === null ? [] : [`${price ?? ""} ${formatMoney(amount, currency)}`]),
      ].join(", ") || "–",
  },
  { title: "From", cell: ({ source }) => source },
  { title: "Counts", cell: ({ unverified }) => (unverified === "" ? "yes" : `no: ${unverified.replaceAll("-", " ")}`) },
];

/** The newest hundred events, as they come in. */
export function EventsPage(): ReactElement {
  const resource = useResource("/v1/events/recent", recentEventList);
  const events = resource.data?.events;
  return (
    <>
      <PageTitle>Events</PageTitle>
      <ResourceStatus resource={resource} />
      {events?.length === 0 && (
        <section className="card empty">
          <h2>Nothing has come yet</h2>
          <p>
            Events appear here within seconds of their arrival. The set-up page of an experiment has the requests that
            send them.
          </p>
          <div className="actions">
            <Link href="/experiments" className="button">
              Go to the experiments
            </Link>
          </div>
        </section>
      )}
      {events && events.length > 0 && (
        <section className="card">
          <DataTable
            caption="The newest events"
            rows={events}
            keyOf={({ source, id }) => `${source} ${id}`}
            columns={COLUMNS}
          />
          <p className="quiet small">The newest {events.length}, read again every 5 seconds while you look.</p>
        </section>
      )}
    </>
  );
}

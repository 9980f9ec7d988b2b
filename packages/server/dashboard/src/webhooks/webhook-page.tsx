import { doneResponse, webhookDelivery, webhookDeliveryList } from "@pricewright/core/api";
import type { ReactElement } from "react";
import { z } from "zod";
import { ResourceStatus } from "../api/resource-status.tsx";
import { useResource } from "../api/use-resource.ts";
import { ConfirmButton } from "../dialogs/confirm-button.tsx";
import { Link } from "../navigation/link.tsx";
import { PageTitle } from "../navigation/page-title.tsx";
import { navigate } from "../navigation/use-route.ts";
import { useNotify } from "../notices/notices.tsx";
import { DataTable } from "../tables/data-table.tsx";
import { Moment } from "../times/moment.tsx";

/** Props of {@link WebhookPage}. */
export interface WebhookPageProps {
  readonly endpoint: string;
}

/** What an endpoint was sent, what it answered, and the way to send it again. */
export function WebhookPage({ endpoint }: WebhookPageProps): ReactElement {
  const path = `/v1/webhook-endpoints/${encodeURIComponent(endpoint)}`;
  const resource = useResource(`${path}/deliveries`, webhookDeliveryList);
  const notify = useNotify();
  const sent = (text: string) => {
    void resource.reload();
    notify({ text });
  };
  return (
    <>
      <nav aria-label="Breadcrumb" className="crumbs">
        <Link href="/webhooks">Webhooks</Link>
      </nav>
      <header className="page-head">
        <PageTitle>{endpoint}</PageTitle>
        <div className="actions">
          <ConfirmButton
            label="Send a test"
            schema={webhookDelivery}
            request={() => ({ path: `${path}/test`, method: "POST", body: {} })}
            onDone={() => sent("A test message is on its way.")}
          >
            <p>One message of the type “test” is sent to the address.</p>
          </ConfirmButton>
          <ConfirmButton
            label="Delete"
            className="button danger"
            schema={doneResponse.or(z.unknown())}
            request={() => ({ path, method: "DELETE" })}
            onDone={() => {
              notify({ text: "The endpoint is deleted." });
              navigate("/webhooks");
            }}
          >
            <p>It is told of nothing any more, and its messages are deleted. This cannot be undone.</p>
          </ConfirmButton>
        </div>
      </header>
      <ResourceStatus resource={resource} />
      {resource.data && (
        <section className="card">
          {resource.data.deliveries.length === 0 && <p>Nothing was sent yet.</p>}
          {resource.data.deliveries.length > 0 && (
            <DataTable
              caption="Messages"
              rows={resource.data.deliveries}
              keyOf={({ id }) => id}
              columns={[
                { title: "Message", cell: ({ type }) => type },
                { title: "When", cell: ({ createdAt }) => <Moment at={createdAt} /> },
                { title: "State", cell: ({ status }) => status },
                { title: "Tries", numeric: true, cell: ({ attempts }) => attempts },
                { title: "Answer", cell: ({ lastStatus, lastProblem }) => lastProblem ?? lastStatus ?? "–" },
                { title: "Next try", cell: ({ nextAttemptAt }) => <Moment at={nextAttemptAt} /> },
                {
                  title: "Actions",
                  actions: true,
                  cell: ({ id }) => (
                    <ConfirmButton
                      label="Send again"
                      className="button small"
                      schema={webhookDelivery}
                      request={() => ({ path: `${path}/deliveries/${id}/redeliver`, method: "POST", body: {} })}
                      onDone={() => sent("The message is sent again.")}
                    >
                      <p>The same message, with the same id, is sent once more.</p>
                    </ConfirmButton>
                  ),
                },
              ]}
            />
          )}
        </section>
      )}
    </>
  );
}

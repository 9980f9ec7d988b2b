import { createdWebhookEndpoint, webhookEndpointList } from "@pricewright/core/api";
import { type ReactElement, useState } from "react";
import { ResourceStatus } from "../api/resource-status.tsx";
import { useResource } from "../api/use-resource.ts";
import { SecretOnce } from "../copying/secret-once.tsx";
import { ConfirmButton } from "../dialogs/confirm-button.tsx";
import { Dialog } from "../dialogs/dialog.tsx";
import { Field } from "../forms/field.tsx";
import { Link } from "../navigation/link.tsx";
import { PageTitle } from "../navigation/page-title.tsx";
import { RefusalNote } from "../session/refusal-note.tsx";
import { DataTable } from "../tables/data-table.tsx";
import { Moment } from "../times/moment.tsx";

/** Addresses that are told of what happens. */
export function WebhooksPage(): ReactElement {
  const resource = useResource("/v1/webhook-endpoints", webhookEndpointList);
  const [secret, setSecret] = useState<string | null>(null);
  return (
    <>
      <header className="page-head">
        <PageTitle>Webhooks</PageTitle>
        <ConfirmButton
          label="New endpoint"
          className="button primary"
          confirm="Add"
          schema={createdWebhookEndpoint}
          request={({ url, description }) => ({
            path: "/v1/webhook-endpoints",
            method: "POST",
            body: { url, description },
          })}
          onDone={(endpoint) => {
            setSecret(endpoint.secret);
            void resource.reload();
          }}
        >
          <p>It is told of everything: experiments that start, end or do harm, quota, and withdrawn prices.</p>
          <Field name="url" label="Address" type="url" placeholder="https://shop.example/pricewright" />
          <Field name="description" label="What it is for" required={false} maxLength={200} />
        </ConfirmButton>
      </header>
      <RefusalNote needs="admin" />
      <ResourceStatus resource={resource} />
      {secret !== null && (
        <Dialog title="Copy the secret now" onClose={() => setSecret(null)}>
          <p>It is shown only once. With it your server checks that a message is ours.</p>
          <SecretOnce label="Signing secret" secret={secret} />
        </Dialog>
      )}
      {resource.data?.endpoints.length === 0 && (
        <section className="card empty">
          <h2>No endpoint yet</h2>
          <p>
            Name an address of yours to be told when a test does harm, when it is decided, or when the quota runs low.
          </p>
        </section>
      )}
      {resource.data && resource.data.endpoints.length > 0 && (
        <section className="card">
          <DataTable
            caption="Endpoints"
            rows={resource.data.endpoints}
            keyOf={({ id }) => id}
            columns={[
              {
                title: "Address",
                cell: ({ id, url }) => <Link href={`/webhooks/${encodeURIComponent(id)}`}>{url}</Link>,
              },
              { title: "For", cell: ({ description }) => description || "–" },
              { title: "Events", cell: ({ events }) => events.length },
              { title: "Secret", cell: ({ lastFour }) => <code>…{lastFour}</code> },
              { title: "Since", cell: ({ createdAt }) => <Moment at={createdAt} /> },
            ]}
          />
        </section>
      )}
    </>
  );
}

import { type TenantResource, tenantResource } from "@pricewright/core/api";
import type { ReactElement } from "react";
import { ResourceStatus } from "../api/resource-status.tsx";
import { useResource } from "../api/use-resource.ts";
import { CopyButton } from "../copying/copy-button.tsx";
import { ConfirmButton } from "../dialogs/confirm-button.tsx";
import { Field } from "../forms/field.tsx";
import { Link } from "../navigation/link.tsx";
import { PageTitle } from "../navigation/page-title.tsx";
import { useNotify } from "../notices/notices.tsx";
import { RefusalNote } from "../session/refusal-note.tsx";
import { Moment } from "../times/moment.tsx";
import { TakeDeletionBack } from "./take-deletion-back.tsx";

/** What the workspace is called, and its end. */
export function WorkspacePage(): ReactElement {
  const resource = useResource("/v1/tenant", tenantResource);
  return (
    <>
      <PageTitle>Workspace</PageTitle>
      <ResourceStatus resource={resource} />
      {resource.data && (
        <>
          <section className="card" aria-label="Facts">
            <dl className="facts">
              <div>
                <dt>Name</dt>
                <dd>{resource.data.name}</dd>
              </div>
              <div>
                <dt>Id</dt>
                <dd>
                  <code>{resource.data.id}</code> <CopyButton text={resource.data.id} what="the workspace’s id" />
                </dd>
              </div>
            </dl>
          </section>
          <Deletion tenant={resource.data} onChange={resource.replace} />
        </>
      )}
    </>
  );
}

interface DeletionProps {
  readonly tenant: TenantResource;
  readonly onChange: (tenant: TenantResource) => void;
}

function Deletion({ tenant: { name, deletionDueAt }, onChange }: DeletionProps): ReactElement {
  const notify = useNotify();
  return (
    <section className="card" aria-labelledby="deletion">
      <h2 id="deletion">Delete the workspace</h2>
      {deletionDueAt === null ? (
        <p>
          Everything of both environments goes after 7 days: prices, experiments, results, credits, keys and people who
          belong to no other workspace. Until then it can be taken back. <Link href="/export">Export</Link> first what
          you want to keep.
        </p>
      ) : (
        <p>
          Everything of it goes on <Moment at={deletionDueAt} />. Until then all works, and it can be taken back.
        </p>
      )}
      <RefusalNote needs="owner" />
      <div className="actions">
        {deletionDueAt === null ? (
          <ConfirmButton
            label="Delete the workspace"
            title={`Delete “${name}”?`}
            className="button danger"
            needs="owner"
            schema={tenantResource}
            request={(values) => ({ path: "/v1/tenant/deletion", method: "POST", body: { name: values.name } })}
            onDone={(tenant) => {
              onChange(tenant);
              notify({ text: "The workspace is deleted in 7 days." });
            }}
          >
            <p>In 7 days everything of it is gone, in both environments, and nobody can bring it back.</p>
            <Field name="name" label={`Type “${name}” to go on`} maxLength={200} />
          </ConfirmButton>
        ) : (
          <TakeDeletionBack onDone={onChange} />
        )}
      </div>
    </section>
  );
}

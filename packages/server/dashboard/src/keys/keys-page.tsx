import { createdKey, type KeyResource, keyList, keyResource } from "@pricewright/core/api";
import { type ReactElement, useState } from "react";
import { ResourceStatus } from "../api/resource-status.tsx";
import { useResource } from "../api/use-resource.ts";
import { SecretOnce } from "../copying/secret-once.tsx";
import { ConfirmButton } from "../dialogs/confirm-button.tsx";
import { Dialog } from "../dialogs/dialog.tsx";
import { Field } from "../forms/field.tsx";
import { PageTitle } from "../navigation/page-title.tsx";
import { useNotify } from "../notices/notices.tsx";
import { RefusalNote } from "../session/refusal-note.tsx";
import { DataTable } from "../tables/data-table.tsx";
import { Moment } from "../times/moment.tsx";
import { NewKeyButton } from "./new-key-button.tsx";

/** The keys of servers and pages: made, rotated and revoked, and shown once. */
export function KeysPage(): ReactElement {
  const resource = useResource("/v1/keys", keyList);
  const notify = useNotify();
  const [secret, setSecret] = useState<string | null>(null);
  const show = ({ key }: { readonly key: string }) => {
    setSecret(key);
    void resource.reload();
  };
  return (
    <>
      <header className="page-head">
        <PageTitle>API keys</PageTitle>
        <NewKeyButton onDone={show} />
      </header>
      <RefusalNote needs="admin" />
      <ResourceStatus resource={resource} />
      {secret !== null && (
        <Dialog title="Copy the key now" onClose={() => setSecret(null)}>
          <p>It is shown only once. Keep it where your server keeps its secrets.</p>
          <SecretOnce label="Key" secret={secret} />
        </Dialog>
      )}
      {resource.data && (
        <section className="card">
          <DataTable
            caption="API keys"
            rows={resource.data.keys}
            keyOf={({ id }) => id}
            columns={[
              { title: "Name", cell: ({ name }) => name },
              {
                title: "Key",
                cell: ({ kind, environment, lastFour }) => (
                  <code>{`${kind === "secret" ? "pw_sk" : "pw_pk"}_${environment}_…${lastFour}`}</code>
                ),
              },
              {
                title: "May",
                cell: ({ kind, scopes, origins }) =>
                  kind === "secret" ? scopes.join(", ") : origins.join(", ") || "any site",
              },
              {
                title: "Last used",
                cell: ({ lastUsedAt }) => (lastUsedAt === null ? "never" : <Moment at={lastUsedAt} />),
              },
              { title: "State", cell: stateOf },
              {
                title: "Actions",
                actions: true,
                cell: (key) =>
                  key.revokedAt === null && (
                    <div className="actions">
                      <ConfirmButton
                        label="Rotate"
                        className="button small"
                        title={`Rotate “${key.name}”`}
                        schema={createdKey}
                        request={({ hours }) => ({
                          path: `/v1/keys/${key.id}/rotate`,
                          method: "POST",
                          body: { overlapHours: Number(hours) },
                        })}
                        onDone={show}
                      >
                        <p>A new key takes its place. The old one works on for a while, so nothing stops.</p>
                        <Field
                          name="hours"
                          label="Hours that the old key works on"
                          type="number"
                          min={0}
                          max={720}
                          defaultValue={24}
                        />
                      </ConfirmButton>
                      <ConfirmButton
                        label="Revoke"
                        className="button small danger"
                        title={`Revoke “${key.name}”?`}
                        schema={keyResource}
                        request={() => ({ path: `/v1/keys/${key.id}/revoke`, method: "POST", body: {} })}
                        onDone={() => {
                          void resource.reload();
                          notify({ text: `“${key.name}” is revoked.` });
                        }}
                      >
                        <p>It ends at once, with the quotes and account tokens that it gave. This cannot be undone.</p>
                      </ConfirmButton>
                    </div>
                  ),
              },
            ]}
          />
        </section>
      )}
    </>
  );
}

function stateOf({ revokedAt, expiresAt }: KeyResource): ReactElement {
  if (revokedAt !== null)
    return (
      <>
        revoked <Moment at={revokedAt} />
      </>
    );
  if (expiresAt === null) return <>active</>;
  return (
    <>
      until <Moment at={expiresAt} />
    </>
  );
}

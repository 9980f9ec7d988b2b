import { type CreatedInvitation, createdInvitation, doneResponse, invitationList } from "@pricewright/core/api";
import { type ReactElement, useState } from "react";
import { useCommand } from "../api/use-command.ts";
import { useResource } from "../api/use-resource.ts";
import { SecretOnce } from "../copying/secret-once.tsx";
import { ConfirmButton } from "../dialogs/confirm-button.tsx";
import { Choice } from "../forms/choice.tsx";
import { Field } from "../forms/field.tsx";
import { Form } from "../forms/form.tsx";
import { DataTable } from "../tables/data-table.tsx";
import { Moment } from "../times/moment.tsx";

/** Asks people to join, and lists who was asked. */
export function Invitations(): ReactElement {
  const resource = useResource("/v1/invitations", invitationList);
  const command = useCommand();
  const [made, setMade] = useState<CreatedInvitation | null>(null);
  const open = resource.data?.invitations ?? [];
  return (
    <section className="card" aria-labelledby="invitations">
      <h2 id="invitations">Invite somebody</h2>
      <Form
        command={command}
        submit="Invite"
        onSubmit={async ({ email, role }) => {
          setMade(
            await command.run({
              path: "/v1/invitations",
              method: "POST",
              body: { email, role },
              schema: createdInvitation,
            }),
          );
          void resource.reload();
        }}
      >
        <div className="row">
          <Field name="email" label="Email address" type="email" />
          <Choice
            name="role"
            label="Role"
            options={{ viewer: "viewer", analyst: "analyst", admin: "admin", owner: "owner" }}
          />
        </div>
      </Form>
      {made && (
        <div role="status">
          <p>{made.email} is invited. The link went by mail, and works once within 7 days:</p>
          <SecretOnce label="Link" secret={made.link} />
        </div>
      )}
      {open.length > 0 && (
        <DataTable
          caption="Open invitations"
          rows={open}
          keyOf={({ id }) => id}
          columns={[
            { title: "Invited", cell: ({ email }) => email },
            { title: "Role", cell: ({ role }) => role },
            { title: "Until", cell: ({ expiresAt }) => <Moment at={expiresAt} /> },
            {
              title: "Actions",
              actions: true,
              cell: ({ id, email }) => (
                <ConfirmButton
                  label="Take back"
                  needs="owner"
                  className="button small"
                  schema={doneResponse}
                  request={() => ({ path: `/v1/invitations/${id}`, method: "DELETE" })}
                  onDone={() => void resource.reload()}
                >
                  <p>The link that {email} got works no more.</p>
                </ConfirmButton>
              ),
            },
          ]}
        />
      )}
    </section>
  );
}

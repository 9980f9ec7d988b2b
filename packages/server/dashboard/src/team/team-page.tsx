import { memberList } from "@pricewright/core/api";
import type { ReactElement } from "react";
import { ResourceStatus } from "../api/resource-status.tsx";
import { useResource } from "../api/use-resource.ts";
import { PageTitle } from "../navigation/page-title.tsx";
import { RefusalNote } from "../session/refusal-note.tsx";
import { useRefusal } from "../session/use-refusal.ts";
import { DataTable } from "../tables/data-table.tsx";
import { Moment } from "../times/moment.tsx";
import { Invitations } from "./invitations.tsx";
import { MemberActions } from "./member-actions.tsx";
import { ROLE_WORDS } from "./role-words.ts";

/** Who belongs to the workspace, and who was asked to. */
export function TeamPage(): ReactElement {
  const resource = useResource("/v1/members", memberList);
  const isOwner = useRefusal("owner") === null;
  return (
    <>
      <PageTitle>Team</PageTitle>
      <RefusalNote needs="owner" />
      <ResourceStatus resource={resource} />
      {resource.data && (
        <section className="card">
          {resource.data.members.length === 0 && <p>Nobody signs in here yet.</p>}
          {resource.data.members.length > 0 && (
            <DataTable
              caption="Members"
              rows={resource.data.members}
              keyOf={({ id }) => id}
              columns={[
                { title: "Name", cell: ({ name }) => name },
                { title: "Address", cell: ({ email }) => email },
                { title: "Role", cell: ({ role }) => <span title={ROLE_WORDS[role]}>{role}</span> },
                { title: "Since", cell: ({ joinedAt }) => <Moment at={joinedAt} /> },
                {
                  title: "Actions",
                  actions: true,
                  cell: (member) =>
                    isOwner && <MemberActions member={member} onChange={() => void resource.reload()} />,
                },
              ]}
            />
          )}
        </section>
      )}
      {isOwner && <Invitations />}
      <section className="card" aria-labelledby="roles">
        <h2 id="roles">What each role may do</h2>
        <dl className="roles">
          {Object.entries(ROLE_WORDS).map(([role, words]) => (
            <div key={role}>
              <dt>{role}</dt>
              <dd>{words}</dd>
            </div>
          ))}
        </dl>
      </section>
    </>
  );
}

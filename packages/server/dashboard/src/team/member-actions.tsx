import { doneResponse, type MemberResource } from "@pricewright/core/api";
import type { ReactElement } from "react";
import { ConfirmButton } from "../dialogs/confirm-button.tsx";
import { Choice } from "../forms/choice.tsx";
import { useNotify } from "../notices/notices.tsx";
import { ROLE_WORDS } from "./role-words.ts";

/** Props of {@link MemberActions}. */
export interface MemberActionsProps {
  readonly member: MemberResource;
  readonly onChange: () => void;
}

/** Gives a member another role, or ends the membership. */
export function MemberActions({ member: { id, name, role }, onChange }: MemberActionsProps): ReactElement {
  const notify = useNotify();
  const path = `/v1/members/${encodeURIComponent(id)}`;
  const done = (text: string) => {
    onChange();
    notify({ text });
  };
  return (
    <div className="actions">
      <ConfirmButton
        label="Role"
        needs="owner"
        className="button small"
        title={`Role of ${name}`}
        confirm="Give the role"
        schema={doneResponse}
        request={(values) => ({ path, method: "PATCH", body: { role: values.role } })}
        onDone={() => done(`${name} has another role.`)}
      >
        <Choice
          name="role"
          label="Role"
          defaultValue={role}
          options={Object.fromEntries(Object.entries(ROLE_WORDS).map(([key, words]) => [key, `${key}: ${words}`]))}
        />
      </ConfirmButton>
      <ConfirmButton
        label="Remove"
        needs="owner"
        className="button small danger"
        title={`Remove ${name}?`}
        schema={doneResponse}
        request={() => ({ path, method: "DELETE" })}
        onDone={() => done(`${name} belongs to the workspace no more.`)}
      >
        <p>The membership ends, and with it the sessions of {name}. What they did stays in the audit log.</p>
      </ConfirmButton>
    </div>
  );
}

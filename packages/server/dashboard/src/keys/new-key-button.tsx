import { type CreatedKey, createdKey } from "@pricewright/core/api";
import { type ReactElement, useState } from "react";
import { ConfirmButton } from "../dialogs/confirm-button.tsx";
import { CheckList } from "../forms/check-list.tsx";
import { Choice } from "../forms/choice.tsx";
import { Field } from "../forms/field.tsx";

/** Props of {@link NewKeyButton}. */
export interface NewKeyButtonProps {
  readonly onDone: (key: CreatedKey) => void;
}

const SCOPES = {
  evaluate: "ask for prices and check quotes",
  events: "report events",
  credits: "charge credits",
  manage: "change experiments, prices and settings",
};

/** Makes a key for a server or for pages. */
export function NewKeyButton({ onDone }: NewKeyButtonProps): ReactElement {
  const [kind, setKind] = useState<"secret" | "publishable">("secret");
  return (
    <ConfirmButton
      label="New key"
      className="button primary"
      confirm="Make the key"
      schema={createdKey}
      request={({ name, origins = "", ...values }) => ({
        path: "/v1/keys",
        method: "POST",
        body: {
          kind,
          name,
          ...(kind === "secret"
            ? { scopes: Object.keys(SCOPES).filter((scope) => values[`scopes ${scope}`]) }
            : { origins: origins.split(/[\s,]+/).filter(Boolean) }),
        },
      })}
      onDone={onDone}
    >
      <Field name="name" label="Name" placeholder="Shop’s server" maxLength={100} />
      <Choice
        name="kind"
        label="For"
        value={kind}
        onChange={({ target }) => setKind(target.value as typeof kind)}
        options={{ secret: "a server: a secret key", publishable: "pages in browsers: a publishable key" }}
      />
      {kind === "secret" ? (
        <CheckList name="scopes" legend="It may" options={SCOPES} checked={["evaluate", "events", "credits"]} />
      ) : (
        <Field
          name="origins"
          label="Sites"
          required={false}
          placeholder="https://shop.example"
          hint="Origins with spaces between; any site where none is named."
        />
      )}
    </ConfirmButton>
  );
}

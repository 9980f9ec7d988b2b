import { deletedProvider, type ProviderName, type ProviderResource, providerResource } from "@pricewright/core/api";
import type { ReactElement } from "react";
import { CopyButton } from "../copying/copy-button.tsx";
import { ConfirmButton } from "../dialogs/confirm-button.tsx";
import { Field } from "../forms/field.tsx";
import { useNotify } from "../notices/notices.tsx";
import { Moment } from "../times/moment.tsx";
import { ProviderTestButton } from "./provider-test-button.tsx";

/** Props of {@link ProviderCard}. */
export interface ProviderCardProps {
  readonly provider: ProviderName;
  readonly name: string;
  /** What is set; null where nothing is. */
  readonly known: ProviderResource | null;
  readonly onChange: () => void;
}

/** One provider: its key, its webhook, and how both are changed. */
export function ProviderCard({ provider, name, known, onChange }: ProviderCardProps): ReactElement {
  const notify = useNotify();
  const path = `/v1/providers/${provider}`;
  const changed = (text: string) => {
    onChange();
    notify({ text });
  };
  return (
    <section className="card" aria-label={name}>
      <h2>{name}</h2>
      {known === null ? (
        <p className="quiet">No key is set.</p>
      ) : (
        <dl className="facts">
          <div>
            <dt>Key</dt>
            <dd>
              <code>…{known.apiKey.lastFour}</code> since <Moment at={known.apiKey.createdAt} />
            </dd>
          </div>
          <div>
            <dt>Account</dt>
            <dd>{known.account ?? "not told"}</dd>
          </div>
          <div>
            <dt>Webhook secret</dt>
            <dd>{known.webhookSecret === null ? "not set" : <code>…{known.webhookSecret.lastFour}</code>}</dd>
          </div>
          <div>
            <dt>Webhook address</dt>
            <dd>
              <code>{known.webhookUrl}</code> <CopyButton text={known.webhookUrl} what="the webhook address" />
            </dd>
          </div>
        </dl>
      )}
      <div className="actions">
        <ConfirmButton
          label={known === null ? "Set the key" : "Rotate"}
          title={`${name}: ${known === null ? "set the key" : "put new secrets in the place of the old"}`}
          confirm="Save"
          schema={providerResource}
          request={({ apiKey = "", webhookSecret = "", store = "" }) => ({
            path: known === null ? path : `${path}/rotate`,
            method: known === null ? "PUT" : "POST",
            body: {
              ...(apiKey === "" ? {} : { apiKey }),
              ...(webhookSecret === "" ? {} : { webhookSecret }),
              ...(store === "" ? {} : { store }),
            },
          })}
          onDone={() => changed(`${name} is set.`)}
        >
          {known !== null && <p>The old secrets are used too for a day, so nothing is lost on the way.</p>}
          <Field name="apiKey" label="API key" type="password" required={known === null} minLength={8} />
          <Field name="webhookSecret" label="Webhook secret" type="password" required={false} minLength={8} />
          {provider === "lemonsqueezy" && known === null && (
            <Field name="store" label="Number of the store" pattern="\d+" />
          )}
        </ConfirmButton>
        {known !== null && (
          <>
            <ProviderTestButton path={path} name={name} />
            <ConfirmButton
              label="Delete"
              className="button danger"
              title={`Delete the keys of ${name}?`}
              schema={deletedProvider}
              request={() => ({ path, method: "DELETE" })}
              onDone={({ liveSubscriptions }) =>
                changed(`The keys of ${name} are gone; ${liveSubscriptions} live subscriptions lose their attribution.`)
              }
            >
              <p>Checkouts by {name} stop, and what it reports is not attributed any more. This cannot be undone.</p>
            </ConfirmButton>
          </>
        )}
      </div>
    </section>
  );
}

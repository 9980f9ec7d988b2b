import { accountResource, creditBalance } from "@pricewright/core/api";
import type { ReactElement } from "react";
import { ResourceStatus } from "../api/resource-status.tsx";
import { useResource } from "../api/use-resource.ts";
import { ConfirmButton } from "../dialogs/confirm-button.tsx";
import { Field } from "../forms/field.tsx";
import { Link } from "../navigation/link.tsx";
import { PageTitle } from "../navigation/page-title.tsx";
import { useNotify } from "../notices/notices.tsx";
import { formatCredits } from "../numbers/format-numbers.ts";
import { Ledger } from "./ledger.tsx";

/** Props of {@link AccountPage}. */
export interface AccountPageProps {
  readonly account: string;
}

const PLACES = ["available", "held", "consumed", "scheduled", "expired", "voided", "debt"] as const;

/** One customer: the plan, where the credits are, and every move of them. */
export function AccountPage({ account }: AccountPageProps): ReactElement {
  const path = `/v1/accounts/${encodeURIComponent(account)}`;
  const resource = useResource(path, accountResource);
  const balance = useResource(`${path}/credits`, creditBalance);
  const notify = useNotify();
  return (
    <>
      <nav aria-label="Breadcrumb" className="crumbs">
        <Link href="/accounts">Accounts</Link>
      </nav>
      <header className="page-head">
        <PageTitle>{account}</PageTitle>
        <Link className="button" href={`/units/account/${encodeURIComponent(account)}`}>
          Its whole story
        </Link>
      </header>
      <ResourceStatus resource={resource} />
      {resource.data && (
        <section className="card page-head">
          <p>
            Plan <strong>{resource.data.plan ?? "none"}</strong>, price list{" "}
            <strong>
              {resource.data.catalogVersion === null ? "the newest" : `version ${resource.data.catalogVersion}`}
            </strong>
          </p>
          <ConfirmButton
            label="Move"
            title={`Move ${account}?`}
            schema={accountResource}
            request={({ plan = "", version = "", reason }) => ({
              path,
              method: "PUT",
              body: {
                ...(plan === "" ? {} : { plan }),
                ...(version === "" ? {} : { catalogVersion: Number(version) }),
                reason,
              },
            })}
            onDone={(moved) => {
              resource.replace(moved);
              notify({ text: `${account} is moved.` });
            }}
          >
            <p>From now on the account has the prices of that plan and version.</p>
            <Field name="plan" label="Plan" required={false} defaultValue={resource.data.plan ?? ""} />
            <Field
              name="version"
              label="Version of the price list"
              type="number"
              min={1}
              required={false}
              defaultValue={resource.data.catalogVersion ?? ""}
            />
            <Field name="reason" label="Reason" maxLength={1000} hint="For the audit log." />
          </ConfirmButton>
        </section>
      )}
      {balance.data && (
        <dl className="figures">
          {PLACES.filter((place) => place === "available" || Number(balance.data?.[place]) !== 0).map((place) => (
            <div key={place}>
              <dt>{place}</dt>
              <dd>{formatCredits(balance.data?.[place] ?? "0")}</dd>
            </div>
          ))}
        </dl>
      )}
      <h2 className="section">Ledger</h2>
      <Ledger path={`${path}/credits/ledger`} />
    </>
  );
}

import { erasureReceipt, unitReport } from "@pricewright/core/api";
import type { ReactElement } from "react";
import { ResourceStatus } from "../api/resource-status.tsx";
import { useResource } from "../api/use-resource.ts";
import { ConfirmButton } from "../dialogs/confirm-button.tsx";
import { Field } from "../forms/field.tsx";
import { Link } from "../navigation/link.tsx";
import { PageTitle } from "../navigation/page-title.tsx";
import { navigate } from "../navigation/use-route.ts";
import { useNotify } from "../notices/notices.tsx";
import { InternalButton } from "./internal-button.tsx";
import { UnitStory } from "./unit-story.tsx";

/** Props of {@link UnitPage}. */
export interface UnitPageProps {
  readonly kind: "visitor" | "account";
  readonly id: string;
}

/** Everything that is known of one unit, and why it counts or does not. */
export function UnitPage({ kind, id }: UnitPageProps): ReactElement {
  const path = `/v1/units/${kind}/${encodeURIComponent(id)}`;
  const resource = useResource(path, unitReport);
  const notify = useNotify();
  const isUnknown = resource.failure?.status === 404;
  return (
    <>
      <nav aria-label="Breadcrumb" className="crumbs">
        <Link href="/units">One unit’s story</Link>
      </nav>
      <header className="page-head">
        <PageTitle>{id}</PageTitle>
        <p className="quiet">{kind}</p>
      </header>
      {!isUnknown && <ResourceStatus resource={resource} />}
      {isUnknown && (
        <section className="card empty">
          <h2>Nothing is known of it</h2>
          <p>No event, price or checkout has this id here. Check the id, and whether it is of the other environment.</p>
        </section>
      )}
      {resource.data && (
        <>
          <UnitStory report={resource.data} />
          <div className="actions">
            <InternalButton
              report={resource.data}
              onDone={(text) => {
                notify({ text });
                void resource.reload();
              }}
            />
            <ConfirmButton
              label="Forget this unit"
              needs="owner"
              className="button danger"
              schema={erasureReceipt}
              request={() => ({ path, method: "DELETE" })}
              onDone={({ ids, events }) => {
                notify({ text: `${ids} ids and ${events} events are made nameless.` });
                navigate("/units");
              }}
            >
              <p>
                Its ids are replaced by a random one everywhere, and its attributes are dropped. Amounts stay, so
                reports do not change. This cannot be undone.
              </p>
              <Field name="typed" label={`Type ${id} to confirm`} pattern={escapePattern(id)} />
            </ConfirmButton>
          </div>
        </>
      )}
    </>
  );
}

function escapePattern(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/-]/g, "\\$&");
}

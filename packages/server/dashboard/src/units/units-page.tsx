import type { ReactElement } from "react";
import { Choice } from "../forms/choice.tsx";
import { Field } from "../forms/field.tsx";
import { Form } from "../forms/form.tsx";
import { PageTitle } from "../navigation/page-title.tsx";
import { unitPath } from "../navigation/route.ts";
import { navigate } from "../navigation/use-route.ts";
import { InternalUnits } from "./internal-units.tsx";

/** Finds one visitor or account. */
export function UnitsPage(): ReactElement {
  return (
    <>
      <PageTitle>One unit’s story</PageTitle>
      <section className="card">
        <p>
          Why did this visitor see that price, and why does the sale count or not? Give an id, as your page or the list
          of events has it.
        </p>
        <Form
          command={{ pending: false, failure: null }}
          submit="Show the story"
          onSubmit={({ kind = "visitor", id = "" }) => navigate(unitPath({ kind, id }))}
        >
          <div className="row">
            <Choice name="kind" label="Kind" options={{ visitor: "Visitor", account: "Account" }} />
            <Field name="id" label="Id" maxLength={512} />
          </div>
        </Form>
      </section>
      <InternalUnits />
    </>
  );
}

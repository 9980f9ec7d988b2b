import { type ExperimentResource, type PlanResponse, planResponse } from "@pricewright/core/api";
import { type ReactElement, useState } from "react";
import { useCommand } from "../api/use-command.ts";
import { Field } from "../forms/field.tsx";
import { Form, type FormValues } from "../forms/form.tsx";
import { PlanAnswer } from "./plan-answer.tsx";

/** Props of {@link Planner}. */
export interface PlannerProps {
  readonly experiment: ExperimentResource;
}

/** How many visitors and days the test takes, and what testing itself costs. */
export function Planner({ experiment: { key } }: PlannerProps): ReactElement {
  const command = useCommand();
  const [plan, setPlan] = useState<PlanResponse | null>(null);
  const send = async ({ visitors, conversion, effect = "" }: FormValues) => {
    const body = {
      visitorsPerDay: Number(visitors),
      conversion: Number(conversion) / 100,
      minimumEffect: effect === "" ? "break-even" : Number(effect) / 100,
    };
    const path = `/v1/experiments/${encodeURIComponent(key)}/plan`;
    setPlan(await command.run({ path, method: "POST", body, schema: planResponse }));
  };
  return (
    <section className="card" aria-labelledby="planner">
      <h2 id="planner">What it takes</h2>
      <Form command={command} submit="Plan the test" onSubmit={send}>
        <div className="row">
          <Field name="visitors" label="Visitors a day" type="number" min={1} step="any" placeholder="2000" />
          <Field
            name="conversion"
            label="Conversion today, %"
            type="number"
            min={0.0001}
            max={99.99}
            step="any"
            placeholder="2"
          />
          <Field
            name="effect"
            label="Change of conversion to find, %"
            type="number"
            step="any"
            required={false}
            placeholder="what the price can lose"
          />
        </div>
      </Form>
      <div aria-live="polite">{plan && <PlanAnswer plan={plan} />}</div>
    </section>
  );
}

import type { ExperimentOptions } from "@pricewright/core/api";
import type { ReactElement } from "react";
import { Choice } from "../forms/choice.tsx";
import { Field } from "../forms/field.tsx";
import { TextArea } from "../forms/text-area.tsx";
import { toPoints } from "../numbers/to-points.ts";
import { toLocalInput } from "../times/to-local-input.ts";
import { attributeText } from "./attribute-lines.ts";
import { audienceText } from "./audience-text.ts";
import { outcomeText } from "./outcome-lines.ts";

const METRICS = {
  "revenue-per-visitor": "Revenue per visitor",
  "margin-per-visitor": "Margin per visitor: what is left after costs",
  conversion: "Conversion alone",
};

const REVENUE = {
  cash: "As it is paid",
  "monthly-equivalent": "By the month",
};

const ELIGIBILITY = { everyone: "Take part too", "new-customers": "Keep their price and take no part" };

/** Props of {@link OptionFields}. */
export interface OptionFieldsProps {
  /** What is set already. */
  readonly known?: (ExperimentOptions & { readonly coverage: number; readonly startAt: string | null }) | undefined;
}

/** What decides a test, for whom, how long, what must not get worse, and when it starts. `readOptions` reads it. */
export function OptionFields({ known }: OptionFieldsProps): ReactElement {
  const guardrails = known?.guardrails ?? [];
  const refunds = guardrails.find(({ kind }) => kind === "refund-rate");
  const margin = guardrails.find(({ kind }) => kind === "margin");
  return (
    <>
      <div className="row">
        <Choice name="metric" label="What decides" options={METRICS} defaultValue={known?.metric} />
        <Choice
          name="revenue"
          label="Revenue counts"
          options={REVENUE}
          defaultValue={known?.revenue}
          hint="By the month a year’s payment is worth a twelfth, and margins are not compared."
        />
        <Field
          name="coverage"
          label="Share of visitors, %"
          type="number"
          min={1}
          max={100}
          step="any"
          defaultValue={known ? toPoints(known.coverage) : 100}
          hint="The others see today’s price."
        />
      </div>
      <details className="more">
        <summary>For whom, how long, segments, guardrails and start</summary>
        <div className="form">
          <div className="row">
            <TextArea
              name="audience"
              label="Who takes part"
              placeholder={"country: DE, US\ndevice: desktop"}
              defaultValue={known?.audience && audienceText(known.audience)}
              hint="An attribute and the values that it may have a line; all must hold. A whole condition may be written as JSON. The others see today’s price."
            />
            <Choice
              name="eligibility"
              label="Those who pay already"
              options={ELIGIBILITY}
              defaultValue={known?.eligibility}
            />
          </div>
          <div className="row">
            <Field
              name="horizon"
              label="Days that count"
              type="number"
              min={1}
              max={730}
              required={false}
              defaultValue={known?.horizonDays}
              hint="After somebody’s first visit. Without it what they buy counts whenever it happens."
            />
            <Field
              name="refund"
              label="Days for money back"
              type="number"
              min={0}
              max={365}
              required={false}
              defaultValue={known?.refundDays}
              hint="After that. Until then a visitor’s revenue is not final."
            />
            <Field
              name="startAt"
              label="Starts by itself"
              type="datetime-local"
              required={false}
              defaultValue={known?.startAt ? toLocalInput(known.startAt) : undefined}
              hint="In your time zone. Without it you start the test by hand."
            />
          </div>
          <TextArea
            name="segments"
            label="Segments"
            placeholder={"country: DE, US\ndevice: mobile, desktop"}
            defaultValue={known?.segments && attributeText(known.segments)}
            hint="By which the results are split: an attribute and its values a line. They cannot be added after the start."
          />
          <fieldset className="check-list">
            <legend>Guardrails: an arm that makes one of these worse is to stop</legend>
            <div className="row">
              <Field
                name="refundRate"
                label="Refunds may grow by, points of %"
                type="number"
                min={0}
                step="any"
                required={false}
                placeholder="2"
                defaultValue={refunds && toPoints(refunds.tolerance)}
                hint="As a share of buyers."
              />
              <Field
                name="margin"
                label="Margin per visitor may fall by"
                type="number"
                min={0}
                step="any"
                required={false}
                placeholder="0.10"
                defaultValue={margin?.tolerance}
                hint="In the price list’s currency."
              />
            </div>
            <TextArea
              name="outcomes"
              label="Outcomes that must not grow"
              placeholder={"churn: 1.5\nsupport-ticket: 3 of buyers"}
              defaultValue={outcomeText(guardrails.filter((each) => each.kind === "outcome"))}
              hint="Each by the name that you report it with, and the points of % that it may grow by, of everybody who came or of those who bought."
            />
          </fieldset>
        </div>
      </details>
    </>
  );
}

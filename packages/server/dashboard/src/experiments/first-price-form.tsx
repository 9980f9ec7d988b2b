import { type ReactElement, useState } from "react";
import type { Failure } from "../api/call-api.ts";
import { useCommand } from "../api/use-command.ts";
import { Choice } from "../forms/choice.tsx";
import { Field } from "../forms/field.tsx";
import { Form, type FormValues } from "../forms/form.tsx";
import { notAPrice } from "./not-a-price.ts";
import { readAmounts } from "./read-amounts.ts";
import { toKey } from "./to-key.ts";
import { useDraft } from "./use-draft.ts";

/** Props of {@link FirstPriceForm}. */
export interface FirstPriceFormProps {
  /** The published version that has no price to test; null where there is none. */
  readonly version: number | null;
}

/** The first plan, what it costs, and what it might cost: a price list and the draft of a test in one go. */
export function FirstPriceForm({ version }: FirstPriceFormProps): ReactElement {
  const command = useCommand();
  const makeDraft = useDraft(command);
  const [wrong, setWrong] = useState<Failure | null>(null);
  const send = async ({ plan = "", today = "", tried = "", currency = "", interval }: FormValues) => {
    const [amounts, [current, ...more]] = [readAmounts(tried), readAmounts(today) ?? []];
    if (!amounts || current === undefined || more.length > 0) {
      setWrong(notAPrice());
      return;
    }
    setWrong(null);
    const id = toKey(plan);
    const price = { id: `${id}-${current}`, amount: current, interval: interval as "month" };
    await makeDraft({
      name: `Price of ${plan}`,
      catalog: { currency, plans: [{ id, name: plan, prices: [price] }] },
      today: { ...price, plan: id, planName: plan, currency },
      amounts,
      version,
      isNew: true,
    });
  };
  return (
    <section className="card">
      <p className="quiet">Five answers, and the test is drafted. Nothing is shown to anybody before you start it.</p>
      <Form
        command={{ pending: command.pending, failure: wrong ?? command.failure }}
        submit="Make the draft"
        onSubmit={send}
      >
        <Field name="plan" label="What do you sell?" defaultValue="Pro" maxLength={100} hint="The name of a plan." />
        <div className="row">
          <Field name="today" label="Price today" inputMode="decimal" placeholder="39" />
          <Choice
            name="currency"
            label="Currency"
            options={{
              USD: "US dollar",
              EUR: "Euro",
              GBP: "British pound",
              CAD: "Canadian dollar",
              AUD: "Australian dollar",
              CHF: "Swiss franc",
              INR: "Indian rupee",
              JPY: "Japanese yen",
            }}
          />
          <Choice name="interval" label="Paid" options={{ month: "every month", year: "every year", once: "once" }} />
        </div>
        <Field
          name="tried"
          label="Prices to try"
          inputMode="decimal"
          placeholder="49, 59"
          hint="One or more, with commas between. Three prices or more draw a demand curve."
        />
      </Form>
    </section>
  );
}

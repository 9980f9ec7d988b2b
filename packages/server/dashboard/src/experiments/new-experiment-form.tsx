import type { CatalogVersion } from "@pricewright/core/api";
import { type ReactElement, useState } from "react";
import type { Failure } from "../api/call-api.ts";
import { useCommand } from "../api/use-command.ts";
import { Choice } from "../forms/choice.tsx";
import { Field } from "../forms/field.tsx";
import { Form, type FormValues } from "../forms/form.tsx";
import { formatMoney } from "../numbers/format-numbers.ts";
import { invalidOptions } from "./invalid-options.ts";
import { notAPrice } from "./not-a-price.ts";
import { OptionFields } from "./option-fields.tsx";
import { type TestablePrice, testablePrices } from "./plan-prices.ts";
import { readAmounts } from "./read-amounts.ts";
import { readOptions } from "./read-options.ts";
import { useDraft } from "./use-draft.ts";

const INTERVALS = { month: "a month", year: "a year", once: "once" };

/** Props of {@link NewExperimentForm}. */
export interface NewExperimentFormProps {
  readonly published: CatalogVersion;
}

/** Which price of the list is tested, and against what. */
export function NewExperimentForm({ published: { version, catalog } }: NewExperimentFormProps): ReactElement {
  const command = useCommand();
  const makeDraft = useDraft(command);
  const [wrong, setWrong] = useState<Failure | null>(null);
  const prices = testablePrices(catalog);
  const send = async ({ name = "", price, tried = "", ...values }: FormValues) => {
    const today = prices.find(({ id }) => id === price);
    const amounts = readAmounts(tried);
    if (!today || !amounts) {
      setWrong(notAPrice());
      return;
    }
    const read = readOptions(values, new Date());
    setWrong(read.ok ? null : invalidOptions(read.problems));
    if (read.ok) await makeDraft({ name, catalog, today, amounts, version, isNew: false, options: read.options });
  };
  return (
    <section className="card">
      <Form
        command={{ pending: command.pending, failure: wrong ?? command.failure }}
        submit="Make the draft"
        onSubmit={send}
      >
        <Field name="name" label="Name" placeholder="Price of Pro" maxLength={100} hint="Its key is made of it." />
        <Choice
          name="price"
          label="Price that is tested"
          options={Object.fromEntries(prices.map((each) => [each.id, describe(each)]))}
          hint="It is the control: who takes no part sees it."
        />
        <Field
          name="tried"
          label="Prices to try"
          inputMode="decimal"
          placeholder="49, 59"
          hint="One or more amounts. Those that the list lacks are added to it, unlisted: only the test shows them."
        />
        <OptionFields />
      </Form>
    </section>
  );
}

function describe({ planName, amount, currency, interval }: TestablePrice): string {
  return `${planName}: ${formatMoney(amount, currency)} ${INTERVALS[interval]}`;
}

"use client";
import { type ReactElement, useActionState } from "react";
import { summarize } from "./summarize.ts";

const TEXT =
  "Prices are promises. Whoever was shown one expects to pay it, tomorrow as today, and on the invoice as on the page. " +
  "A test of prices that breaks the promise learns nothing but how much trust was worth.";

/** Work that costs credits. It is a form, and works before the script does. */
export function SummaryForm(): ReactElement {
  const [answer, submit, pending] = useActionState(summarize, null);
  return (
    <form className="work" action={submit} aria-busy={pending}>
      <label htmlFor="text">What shall be summed up?</label>
      <textarea id="text" name="text" rows={4} required maxLength={5000} defaultValue={TEXT} />
      <button className="button" type="submit" disabled={pending}>
        Sum it up
      </button>
      <p role="status">{answer}</p>
    </form>
  );
}

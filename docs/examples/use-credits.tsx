import { CreditBalance, useCredits } from "@pricewright/react";
import { creditDocument } from "@pricewright/react/server";

// Your server gives it with the page.
const initial = creditDocument({ balance: { available: "1250" } });

// A route of your own, whose answer is a credit document.
const load = () => fetch("/credits").then((answer) => answer.json());

export function Example() {
  const { credits, refresh, refreshing } = useCredits({ initial, load });
  return (
    <CreditBalance credits={credits}>
      <button type="button" disabled={refreshing} onClick={() => void refresh()}>
        Ask again
      </button>
    </CreditBalance>
  );
}

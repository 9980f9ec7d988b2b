import { type ReactElement, useEffect, useState } from "react";
import { type BrowserAnswer, createBrowserClient, PricingProvider, PricingTable } from "../../src/index.ts";

const client = createBrowserClient({ publishableKey: "pw_pk_test_page", baseUrl: "", storage: "none" });

/** A page without a server of its own, which asks before it stores anything. */
export function ConsentPage(): ReactElement {
  const [answer, setAnswer] = useState<BrowserAnswer | null>(null);
  useEffect(() => {
    let isHere = true;
    client.evaluate().then((first) => {
      if (isHere) setAnswer(first);
    });
    return () => {
      isHere = false;
    };
  }, []);
  const decide = (storage: "browser" | "none") => async () => {
    client.setStorage(storage);
    setAnswer(await client.evaluate());
  };
  return (
    <main>
      <h1>Pricing</h1>
      <button type="button" onClick={decide("browser")}>
        Allow
      </button>
      <button type="button" onClick={decide("none")}>
        Take back
      </button>
      {answer && (
        <PricingProvider document={answer.pricing} quote={answer.quote} client={client}>
          <PricingTable />
        </PricingProvider>
      )}
    </main>
  );
}

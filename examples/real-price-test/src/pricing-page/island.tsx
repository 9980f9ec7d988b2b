import type { PricingDocument } from "@pricewright/core/catalog";
import type { Exposure } from "@pricewright/react";
import { hydrateRoot } from "react-dom/client";
import { PricingIsland } from "./pricing-island.tsx";

const data = document.getElementById("pricing-document")?.textContent ?? "";

function report({ experiment, variant, shown }: Exposure): void {
  // The server knows the visitor by its cookie. `keepalive` lets the report leave a page that is being closed.
  void fetch("/exposures", {
    method: "POST",
    keepalive: true,
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ experiment, variant, shown }),
  });
}

hydrateRoot(
  document.getElementById("pricing") as HTMLElement,
  <PricingIsland document={JSON.parse(data) as PricingDocument} onExposure={report} />,
);

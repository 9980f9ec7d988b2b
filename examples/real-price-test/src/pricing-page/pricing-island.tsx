import type { PricingDocument } from "@pricewright/core/catalog";
import { type Exposure, PricingProvider, PricingTable } from "@pricewright/react";
import type { ReactElement } from "react";

/** Props of {@link PricingIsland}. */
export interface PricingIslandProps {
  readonly document: PricingDocument;
  readonly onExposure?: (exposure: Exposure) => void;
}

/** The part of the page that shows prices: the same on the server and in the browser. */
export function PricingIsland({ document, onExposure }: PricingIslandProps): ReactElement {
  return (
    <PricingProvider document={document} onExposure={onExposure}>
      <PricingTable checkoutHref="/checkout" />
    </PricingProvider>
  );
}

import type { ReactElement } from "react";
import { type Exposure, PricingProvider, PricingTable } from "../../src/index.ts";
import { AccountPage } from "./account-page.tsx";
import { arabicMessages } from "./arabic-messages.ts";
import { BrandsPage } from "./brands-page.tsx";
import { ChartsPage } from "./charts-page.tsx";
import { ConsentPage } from "./consent-page.tsx";
import { documentOf } from "./document-of.ts";
import { germanMessages } from "./german-messages.ts";
import { NavigationPage } from "./navigation-page.tsx";
import type { PageRequest } from "./page-request.ts";
import { StudioPage } from "./studio-page.tsx";

/** Props of {@link SitePage}. */
export interface SitePageProps {
  readonly request: PageRequest;
  readonly onExposure?: (exposure: Exposure) => void;
}

const MESSAGES = { en: {}, de: germanMessages, ar: arabicMessages };

/** The body of a page under test, the same on the server and in the browser. */
export function SitePage({ request, onExposure }: SitePageProps): ReactElement {
  const { name, language, quote } = request;
  if (name === "charts") return <ChartsPage />;
  if (name === "consent") return <ConsentPage />;
  return (
    <PricingProvider document={documentOf(request)} quote={quote} messages={MESSAGES[language]} onExposure={onExposure}>
      <main>
        <h1>Pricing</h1>
        {name === "account" && <AccountPage />}
        {name === "brands" && <BrandsPage />}
        {name === "navigation" && <NavigationPage />}
        {name === "studio" && <StudioPage />}
        {name === "below" && <div style={{ height: "200vh" }} />}
        {["single", "subscription", "below"].includes(name) && (
          <PricingTable checkoutHref="/checkout" highlightedPlan="team" />
        )}
        {name === "below" && <div style={{ height: "200vh" }} />}
      </main>
    </PricingProvider>
  );
}

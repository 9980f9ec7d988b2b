import type { PricingDocument } from "@pricewright/core/catalog";
import { html, raw } from "hono/html";
import { renderToString } from "react-dom/server";
import { pageShell } from "./page-shell.ts";
import { PricingIsland } from "./pricing-island.tsx";

/** What {@link pricingPage} shows. */
export interface PricingPageContent {
  readonly visitor: string;
  readonly document: PricingDocument;
  readonly resultsUrl: string;
}

/** The pricing page of a small shop, with one visitor's prices in it from the first byte. */
export function pricingPage({ visitor, document, resultsUrl }: PricingPageContent): ReturnType<typeof html> {
  const [experiment] = document.experiments;
  return pageShell({
    title: "Mockingbird: pricing",
    body: html`
      <div class="shop-hero">
        <h1>Mark it up. Send it off.</h1>
        <p>Mockingbird is a desktop editor for annotating screenshots, mock-ups and PDFs. Pay once, and it is yours.</p>
      </div>
      <div id="pricing">${raw(renderToString(<PricingIsland document={document} />))}</div>
      <script type="application/json" id="pricing-document">${raw(toScriptText(document))}</script>
      <script type="module" src="/island.js"></script>`,
    footer: html`
      <p>You are visitor <code>${visitor.slice(0, 8)}</code>; you were assigned
        <strong>${experiment?.variant ?? "no variant"}</strong>. Reload: your price stays.</p>
      <p><a href="/new-visitor">Come back as another visitor</a> <a href="${resultsUrl}">See the results page</a></p>`,
  });
}

/** JSON that cannot end the script element it stands in. */
function toScriptText(value: unknown): string {
  return JSON.stringify(value).replaceAll("<", "\\u003c");
}

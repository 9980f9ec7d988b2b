import type { PricingDocument } from "@pricewright/core/catalog";
import type { ExperimentReport } from "@pricewright/core/statistics";

/** The prices that this visitor sees, each with a form that buys at it, and a script that tells when they were seen. */
export function pricingPage({ plans }: PricingDocument, quote: string, nonce: string): string {
  const shown = plans.flatMap(({ prices }) =>
    prices.map(({ id, amount, currency }) => ({ price: id, amount, currency })),
  );
  const plan = plans.map(
    ({ id, name, prices }) => `<section>
<h2>${escapeHtml(name)}</h2>
${prices.map(({ formatted, interval }) => `<p class="price">${escapeHtml(formatted)} a ${escapeHtml(interval)}</p>`).join("\n")}
<form method="post" action="/pw/checkout">
<input type="hidden" name="quote" value="${escapeHtml(quote)}">
<input type="hidden" name="plan" value="${escapeHtml(id)}">
<button>Buy ${escapeHtml(name)}</button>
</form>
</section>`,
  );
  return page(
    "Prices",
    `${plan.join("\n")}
<script nonce="${nonce}">
const seen = ${JSON.stringify({ type: "quoted-exposure", quote, shown }).replaceAll("<", "\\u003c")};
const watcher = new IntersectionObserver(([price]) => {
  if (!price.isIntersecting) return;
  watcher.disconnect();
  const event = { ...seen, id: crypto.randomUUID(), occurredAt: new Date().toISOString() };
  fetch("/pw/events", { method: "POST", keepalive: true, body: JSON.stringify({ events: [event], sentAt: event.occurredAt }) });
}, { threshold: 0.5 });
watcher.observe(document.querySelector(".price"));
</script>`,
  );
}

/** What the price test says. */
export function resultsPage({ variants, decision }: ExperimentReport): string {
  const rows = variants.map(
    ({ key, visitors, conversions, observed }) =>
      `<tr><td>${escapeHtml(key)}</td><td>${visitors}</td><td>${conversions}</td><td>${observed.revenuePerVisitor ?? "-"}</td></tr>`,
  );
  return page(
    "Results",
    `<table>
<thead><tr><th>Variant</th><th>Visitors</th><th>Buyers</th><th>Revenue per visitor</th></tr></thead>
<tbody>${rows.join("")}</tbody>
</table>
<p>Decision: ${escapeHtml(decision.action)}</p>`,
  );
}

function page(title: string, content: string): string {
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${title}</title></head>
<body><main><h1>${title}</h1>
${content}
</main></body>
</html>`;
}

const ESCAPES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ESCAPES[character] ?? "");
}

import { formatMoney, parseMoney } from "@pricewright/core/money";
import type { SandboxSession } from "./sandbox-session.ts";

const STYLE =
  ":root{color-scheme:light dark}body{font:16px/1.5 system-ui,sans-serif;max-width:28rem;margin:4rem auto;padding:0 1rem}" +
  "form{display:inline}button{font:inherit;padding:.5rem 1rem;margin-right:.5rem}";

/** The payment page: what is bought, a button and a way back. No card is asked for. */
export function checkoutPage({ id, checkout, status }: SandboxSession): string {
  const { amount, currency } = checkout.price;
  const price = escapeHtml(formatMoney(parseMoney(amount, currency), { locale: "en-US" }));
  const buttons =
    status === "open"
      ? `<form method="post" action="/checkouts/${id}/pay"><button>Pay ${price}</button></form>
<a href="${escapeHtml(checkout.cancelUrl)}">Turn back</a>`
      : `<p role="status">This is ${status}.</p>`;
  return page(
    "Sandbox checkout",
    `<p>${escapeHtml(checkout.plan)}: <strong>${price}</strong></p>
<p>No money moves here. Paying sends a signed webhook to your app.</p>
${buttons}`,
  );
}

/** The customer's portal, of which there is nothing but the way back. */
export function portalPage(returnUrl: string): string {
  return page("Sandbox portal", `<p><a href="${escapeHtml(returnUrl)}">Back to the app</a></p>`);
}

function page(title: string, content: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>${title}</h1>
${content}
</main>
</body>
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

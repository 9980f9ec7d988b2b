import { html } from "hono/html";

/** What every page of the shop is made of. */
export interface PageShellOptions {
  readonly title: string;
  /** Markup of the page between header and footer. */
  readonly body: ReturnType<typeof html>;
  /** Markup of the footer. */
  readonly footer: ReturnType<typeof html>;
}

/** A whole page of the shop. */
export function pageShell({ title, body, footer }: PageShellOptions): ReturnType<typeof html> {
  return html`<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <title>${title}</title>
    <link rel="icon" href="data:,">
    <link rel="stylesheet" href="/styles.css">
  </head>
  <body>
    <header class="shop-header"><a href="/">Mockingbird</a></header>
    <main>${body}</main>
    <footer class="shop-footer">${footer}</footer>
  </body>
</html>`;
}

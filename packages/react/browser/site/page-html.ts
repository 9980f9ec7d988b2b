import type { PageRequest } from "./page-request.ts";

/** What {@link pageHtml} puts together. */
export interface PageHtmlOptions {
  readonly request: PageRequest;
  /** Markup of the page. */
  readonly body: string;
  /** Address of its script. */
  readonly script: string;
}

/** A whole page under test. */
export function pageHtml({ request, body, script }: PageHtmlOptions): string {
  return `<!doctype html>
<html lang="${request.language}" dir="${request.direction}">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>Pricing</title>
    <link rel="stylesheet" href="/styles.css">
    <style>
      :root { color-scheme: light dark; background: light-dark(#f7f8f9, #0f1113); color: light-dark(#16191d, #eceef0) }
      body { margin: 0; padding: 1rem; font-family: system-ui, sans-serif }
      main { max-width: 70rem; margin: auto }
      h1 { letter-spacing: -0.02em }
      .stack { display: grid; grid-template-columns: minmax(0, 1fr); gap: 2rem }
      .columns { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 16rem), 1fr)); gap: 1.25rem }
      .brand { padding: clamp(1rem, 4vw, 3rem) }
    </style>
  </head>
  <body>
    <div id="root">${body}</div>
    <script type="application/json" id="request">${JSON.stringify(request).replaceAll("<", "\\u003c")}</script>
    <script type="module" src="${script}"></script>
  </body>
</html>`;
}

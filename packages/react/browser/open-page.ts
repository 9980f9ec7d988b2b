import type { Browser, BrowserContextOptions, Page } from "playwright-core";

/** A page in a context of its own, and what it wrote to its console as warnings and errors. */
export interface OpenedPage extends AsyncDisposable {
  readonly page: Page;
  readonly complaints: readonly string[];
}

/** Opens an address and, where scripts run, waits until the page has come alive. */
export async function openPage(
  browser: Browser,
  url: string,
  options: BrowserContextOptions = {},
): Promise<OpenedPage> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(String(error)));
  await page.goto(url);
  if (options.javaScriptEnabled !== false) await page.locator("html[data-ready]").waitFor();
  return { page, complaints, [Symbol.asyncDispose]: () => context.close() };
}

import type { Browser, BrowserContextOptions, Locator, Page } from "playwright-core";

/** A page of a component, with what went wrong and what left this machine. */
export interface OpenedExample extends AsyncDisposable {
  readonly page: Page;
  /** The live example of a name. */
  readonly example: (name: string) => Locator;
  /** Warnings and errors of the console. */
  readonly complaints: readonly string[];
  /** Addresses on other hosts. */
  readonly outside: readonly string[];
}

/** Opens a page of a component and waits until its examples run, unless scripts are off. */
export async function openExample(
  browser: Browser,
  url: string,
  options: BrowserContextOptions = {},
): Promise<OpenedExample> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: "en-US", ...options });
  const complaints: string[] = [];
  const outside: string[] = [];
  // Those of the service worker are among them.
  context.on("request", (request) => {
    const { protocol, hostname } = new URL(request.url());
    if (/^(?:https?|wss?):$/.test(protocol) && hostname !== "127.0.0.1") outside.push(request.url());
  });
  context.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") complaints.push(message.text());
  });
  const page = await context.newPage();
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.setDefaultTimeout(15_000);
  await page.goto(url);
  const example = (name: string) => page.locator(`[data-example="${name}"]`);
  if (options.javaScriptEnabled !== false)
    for (const place of await page.locator("[data-example]").all())
      await place.and(page.locator('[data-state="running"]')).waitFor();
  return { page, example, complaints, outside, [Symbol.asyncDispose]: () => context.close() };
}

/** What assistive technology is told of an example: roles, names and states, as the browser computes them. */
export function treeOf(example: Locator): Promise<string> {
  return example.locator(".live-example-place").ariaSnapshot();
}

import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type RunningServer, readConfiguration, startServer } from "@pricewright/server";
import { HttpResponse, http, passthrough } from "msw";
import { setupServer } from "msw/node";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { codeBlocks, root } from "./code-blocks.ts";

const folder = join(root, "examples/documentation/blocks");
const blocks = codeBlocks();

// Stripe's documented answer to a new checkout session, as far as the pages use it.
const providers = setupServer(
  http.post("https://api.stripe.com/v1/checkout/sessions", async ({ request }) => {
    const sent = new URLSearchParams(await request.text());
    const complete = sent.get("line_items[0][price]") && sent.get("mode") && sent.get("success_url");
    if (!complete) return HttpResponse.json({ error: { type: "invalid_request_error" } }, { status: 400 });
    return HttpResponse.json({
      id: "cs_test_1",
      object: "checkout.session",
      url: "https://checkout.stripe.example/session",
    });
  }),
  http.all("http://127.0.0.1:*/*", () => passthrough()),
);

beforeAll(() => {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const { file, code } of blocks) writeFileSync(join(folder, file), code);
  providers.listen({ onUnhandledFrame: "error" });
});
afterAll(() => providers.close());

it("is there", () => {
  expect(blocks.filter(({ page }) => page === "README.md")).toHaveLength(4);
});

// Each page has a server of its own, so that pages can be read in any order, and each from its top.
describe.each([...new Set(blocks.map(({ page }) => page))])("the code in %s", (page) => {
  let server: RunningServer;

  beforeAll(async () => {
    server = await startServer(readConfiguration({ PORT: "0", PRICEWRIGHT_DATA: "memory", LOG_LEVEL: "silent" }));
    vi.stubEnv("PRICEWRIGHT_URL", server.url);
    vi.stubEnv("PRICEWRIGHT_KEY", server.firstKeys?.secretKey ?? "");
    vi.stubEnv("PRICEWRIGHT_PUBLISHABLE_KEY", server.firstKeys?.publishableKey ?? "");
    vi.stubEnv("STRIPE_SECRET_KEY", "sk_test_documentation");
  });
  afterAll(async () => {
    vi.unstubAllEnvs();
    await server.close();
  });

  it.each(blocks.filter((block) => block.page === page))("$name runs and prints what it says", async (block) => {
    const printed: string[] = [];
    const log = vi.spyOn(console, "log").mockImplementation((...values) => void printed.push(values.join(" ")));
    try {
      await import(/* @vite-ignore */ join(folder, block.file));
    } finally {
      log.mockRestore();
    }
    expect(printed).toEqual(block.prints);
  });
});

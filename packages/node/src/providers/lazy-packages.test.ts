import { execFile } from "node:child_process";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";

const here = dirname(fileURLToPath(import.meta.url));
const run = promisify(execFile);

/** Names of packages that are loaded by importing an entry in a process of its own, beside ours. */
async function packagesOf(entry: string, then = ""): Promise<string[]> {
  const program = `
    import { registerHooks } from "node:module";
    const loaded = new Set();
    registerHooks({ load: (url, context, next) => {
      const name = url.split("/node_modules/").at(-1);
      if (name !== url) loaded.add(name.split("/").slice(0, name.startsWith("@") ? 2 : 1).join("/"));
      return next(url, context);
    } });
    const adapter = await import(${JSON.stringify(entry)});
    ${then}
    console.log(JSON.stringify([...loaded]));`;
  const args = ["--conditions=@pricewright/source", "--input-type=module", "--eval", program];
  const { stdout } = await run(process.execPath, args, { cwd: here });
  return JSON.parse(stdout.trim().split("\n").at(-1) ?? "[]") as string[];
}

const PACKAGES = ["stripe", "@lemonsqueezy/lemonsqueezy.js", "@paid-ai/paid-node", "@opentelemetry/api"];
const FRAMEWORKS = ["express", "hono", "next", "@openfeature/server-sdk", "openai", "@anthropic-ai/sdk", "ai"];

describe("importing an adapter", () => {
  it.each([
    "",
    "/stripe",
    "/lemonsqueezy",
    "/paid-ai",
    "/sandbox",
    "/llm",
    "/express",
    "/hono",
    "/next",
    "/openfeature",
  ])("@pricewright/node%s loads no provider's or framework's package", async (entry) => {
    const loaded = await packagesOf(`@pricewright/node${entry}`);
    expect(loaded.filter((name) => [...PACKAGES, ...FRAMEWORKS].includes(name))).toEqual([]);
  });

  it("loads its own package when it is used, and no other", async () => {
    const used = `globalThis.fetch = async () => Response.json({ data: { attributes: { urls: {} } } });
      await adapter.lemonsqueezy({ apiKey: "k", storeId: "1", environment: "test" })
        .customerPortal({ customer: "41", returnUrl: "" });`;
    const loaded = await packagesOf("@pricewright/node/lemonsqueezy", used);
    expect(loaded.filter((name) => PACKAGES.includes(name))).toEqual(["@lemonsqueezy/lemonsqueezy.js"]);
  });
});

import { build } from "esbuild";
import { describe, expect, it } from "vitest";

/** Which of this package's files a bundle holds that imports some names of an entry. */
async function filesOf(names: string, entry = "./index.ts"): Promise<string[]> {
  const result = await build({
    stdin: {
      contents: `export { ${names} } from "${entry}"`,
      resolveDir: new URL(".", import.meta.url).pathname,
      loader: "ts",
    },
    bundle: true,
    write: false,
    metafile: true,
    format: "esm",
    jsx: "automatic",
    packages: "external",
  });
  const [output] = Object.values(result.metafile.outputs);
  return Object.entries(output?.inputs ?? {})
    .filter(([, { bytesInOutput }]) => bytesInOutput > 0)
    .map(([path]) => path.replace(/^.*\/src\//, "").replace(/^src\//, ""));
}

describe("the entries", () => {
  it("leave out what a page does not use", async () => {
    const files = await filesOf("PricingProvider, usePricing");
    expect(files).toContain("provider/pricing-provider.tsx");
    const unused = /table\/pricing-table|comparison|packs|account|upgrade|currency|create-browser-client/;
    expect(files.filter((file) => unused.test(file))).toEqual([]);
  });

  it("give the pricing table without the parts that stand by themselves", async () => {
    const files = await filesOf("PricingProvider, PricingTable");
    expect(files.filter((file) => /comparison|account|upgrade|currency|create-browser-client/.test(file))).toEqual([]);
  });

  it("have a part for server components that needs no React", async () => {
    const result = await build({
      entryPoints: [new URL("./server/index.ts", import.meta.url).pathname],
      bundle: true,
      write: false,
      format: "esm",
      packages: "external",
    });
    expect(result.outputFiles[0]?.text).not.toMatch(/from "/);
  });
});

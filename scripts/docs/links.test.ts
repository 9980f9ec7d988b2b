import { existsSync, globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const pages = globSync(
  [
    "*.md",
    "docs/*.md",
    "docs/{start,concepts,guides,components,reference,decisions}/*.md",
    "packages/*/*.md",
    "examples/*/*.md",
  ],
  { cwd: root },
);

/** Where a README on npm finds the repository's files. */
const ONLINE = "https://github.com/pricewright/pricewright/blob/main/";

/** The anchors that GitHub gives a page's headings. */
function anchorsOf(page: string): ReadonlySet<string> {
  const text = readFileSync(join(root, page), "utf8").replace(/^```[\s\S]*?^```/gm, "");
  return new Set(
    [...text.matchAll(/^#+ (.*)$/gm)].map(([, heading = ""]) =>
      heading
        .toLowerCase()
        .replace(/\[([^\]]*)\]\([^)]*\)/g, "$1")
        .replace(/[^\w\- ]/g, "")
        .replaceAll(" ", "-"),
    ),
  );
}

describe("links of the docs", () => {
  it("are looked for", () => expect(pages.length).toBeGreaterThan(20));

  it.each(pages)("of %s lead somewhere", (page) => {
    const text = readFileSync(join(root, page), "utf8").replace(/^```[\s\S]*?^```/gm, "");
    const targets = [...text.matchAll(/\]\(([^)\s]+)\)|^\[.+\]: (\S+)$/gm)].map(
      ([, target, defined]) => target ?? defined ?? "",
    );
    const dead = targets
      .filter((target) => target.startsWith(ONLINE) || !/^[a-z]+:/.test(target))
      .filter((target) => {
        const [path = "", anchor] = target.replace(ONLINE, "").split("#");
        const file = target.startsWith(ONLINE) ? path : path === "" ? page : join(dirname(page), path);
        if (!existsSync(join(root, file))) return true;
        return anchor !== undefined && !anchorsOf(file).has(anchor);
      });
    expect(dead).toEqual([]);
  });
});

import { readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

const { createPageWriter, PAGES } = (await import("./component-pages.mjs" as string)) as {
  createPageWriter: () => (page: string) => string;
  PAGES: readonly string[];
};

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const textOf = (page: string) => readFileSync(join(root, page), "utf8");

/** Components that have no page of their own, and the page that names them. */
const PARTS: Readonly<Record<string, string>> = {
  CheckoutForm: "checkout-button",
  ShownPrice: "hooks",
  DecisionSummary: "posterior-chart",
  ResultsTable: "posterior-chart",
};

function componentsOf(entry: string): string[] {
  const text = readFileSync(join(root, "packages/react/src", entry), "utf8");
  return [...text.matchAll(/\b([A-Z]\w+), type \1Props\b/g)].map(([, name = ""]) => name);
}

describe("the pages of components", () => {
  const components = [...componentsOf("index.ts"), ...componentsOf("charts/index.ts")];

  it("are there, one for each component, and one for the hooks", () => {
    const own = components
      .filter((name) => !(name in PARTS))
      .map((name) => name.replace(/\B[A-Z]/g, "-$&").toLowerCase());
    expect(PAGES.map((page) => basename(page, ".md"))).toEqual([...own, "hooks"].sort());
    for (const [name, page] of Object.entries(PARTS))
      expect(textOf(`docs/components/${page}.md`)).toContain(`\`${name}\``);
  });

  it("name every hook", () => {
    const hooks = readFileSync(join(root, "packages/react/src/index.ts"), "utf8").match(/\buse[A-Z]\w+/g) ?? [];
    const page = textOf("docs/components/hooks.md");
    for (const hook of hooks) expect(page).toContain(`## ${hook}\n`);
    expect(hooks.length).toBeGreaterThan(5);
  });

  const write = createPageWriter();
  it.each([...PAGES])("say in %s what the types say; `pnpm docs:components` writes it", (page) => {
    const text = textOf(page);
    expect(text).toBe(write(text));
    expect(text).toMatch(/^\| `/m);
    const unexplained = text.split("\n").filter((line) => /^\| `.*\|\s*\|$/.test(line));
    expect(unexplained).toEqual([]);
  });

  it.each([...PAGES])("show in %s the code of the examples that run", (page) => {
    const text = textOf(page);
    const running = [...text.matchAll(/^<LiveExample name="([\w-]+)" \/>$/gm)].map(([, name]) => name);
    const shown = [...text.matchAll(/^<<< \.\.\/examples\/([\w-]+)\.tsx$/gm)].map(([, name]) => name);
    expect(running.length).toBeGreaterThan(0);
    expect(shown).toEqual(running);
  });
});

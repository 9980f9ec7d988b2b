import { globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { root } from "./code-blocks.ts";

/** An example of a doc comment, as a module that can be compiled and run. */
export interface CommentExample {
  /** Such as `packages/core/src/money/format-money.ts:25`. */
  readonly name: string;
  readonly file: string;
  readonly code: string;
  /**
   * Whether it can run here: it says what comes out, `formatMoney(price); // "$39.00"`, or shows something, and takes nothing
   * for granted.
   */
  readonly runs: boolean;
}

/** Every `@example` of what the packages export. */
export function commentExamples(): CommentExample[] {
  const manifests = globSync("packages/*/package.json", { cwd: root }).sort();
  return globSync("packages/{core,node,react,server}/src/**/*.{ts,tsx}", { cwd: root })
    .filter((path) => !/\.test(-d)?\.tsx?$/.test(path))
    .sort()
    .flatMap((path) => {
      const text = readFileSync(join(root, path), "utf8");
      // A name that several packages have is the example's own.
      const own = manifests.filter((manifest) => path.startsWith(dirname(manifest)));
      const entries = entryOfNames([...own, ...manifests]);
      const found = [...text.matchAll(/^ *\* @example\n((?: *\*(?! @|\/).*\n)+)/gm)];
      const ofExports = found.filter(({ index }) =>
        entries.has(/^export .*?(?:function|const|interface|type) (\w+)/m.exec(text.slice(index))?.[1] ?? ""),
      );
      return ofExports.map(({ index, 1: lines = "" }) => {
        const code = lines.replace(/^ *\* ?/gm, "").replace(/^```\w*\n/gm, "");
        const line = text.slice(0, index).split("\n").length;
        const run = rendered(checked(code));
        return {
          name: `${path}:${line}`,
          file: `${path.replace(/\W+/g, "-")}-${line}.tsx`,
          code: `import { deepStrictEqual as sameAs } from "node:assert";\n${importsOf(run, entries)}${run}\nexport {};\n`,
          runs: run !== code && !namesIn(code).some((name) => GIVEN.has(name)),
        };
      });
    });
}

const LINE = /^(?!const|let|import|\/\/|[)}\]])(.*); \/\/ (?!=>)(.*)$/gm;

/** Turns `expression; // value` into a comparison of the two. Other remarks stay remarks. */
function checked(code: string): string {
  return code.replace(LINE, (line, expression: string, value: string) =>
    isValue(value) ? `sameAs(${expression}, ${value});` : line,
  );
}

/** Turns what an example shows, `<PricingTable />;`, into a page that is made of it. */
function rendered(code: string): string {
  return code.replace(/^<[A-Z][\s\S]*?>;$/gm, (shown) => `renderToString(${shown.slice(0, -1)});`);
}

function isValue(text: string): boolean {
  if (!/^(["'[{\d-]|(true|false|null)$)/.test(text)) return false;
  try {
    new Function(`return (${text});`);
    return true;
  } catch {
    return false;
  }
}

/** Where each name that the packages export is imported from; the first of them that has it. */
function entryOfNames(manifests: readonly string[]): ReadonlyMap<string, string> {
  const names = new Map([
    ["renderToString", "react-dom/server"],
    ["useRef", "react"],
  ]);
  for (const manifest of manifests) {
    const { name, exports } = JSON.parse(readFileSync(join(root, manifest), "utf8"));
    for (const [subpath, entry] of Object.entries<Record<string, string>>(exports)) {
      const source = entry["@pricewright/source"];
      if (!source || !/\.tsx?$/.test(source)) continue;
      const text = readFileSync(join(root, manifest, "..", source), "utf8");
      for (const [, list = ""] of text.matchAll(/export (?:type )?\{([^}]*)\}/g))
        for (const exported of list.split(",")) {
          const own = exported
            .trim()
            .replace(/^type /, "")
            .replace(/^\w+ as /, "");
          if (own !== "" && !names.has(own)) names.set(own, `${name}${subpath.slice(1)}`);
        }
    }
  }
  return names;
}

/** Imports of what an example uses and does not declare itself. */
function importsOf(code: string, entries: ReadonlyMap<string, string>): string {
  return namesIn(code)
    .filter((name) => entries.has(name))
    .map((name) => `import { ${name} } from "${entries.get(name)}";\n`)
    .join("");
}

/** What examples take for granted: declared, so that they compile, and without a value. */
const GIVEN: ReadonlySet<string> = new Set(
  [...readFileSync(join(root, "examples/documentation/src/given.d.ts"), "utf8").matchAll(/const (\w+):/g)].map(
    ([, name = ""]) => name,
  ),
);

/** Names that code uses and does not declare; neither keys nor attributes are among them. */
function namesIn(code: string): string[] {
  const withoutTexts = code.replace(/"[^"]*"|\/\/.*$/gm, (text) => (text.startsWith('"') ? '""' : ""));
  const names = [...withoutTexts.matchAll(/(?<![.\w])([A-Za-z]\w*)\b(?!=[{"]|:)/g)].map(([, name = ""]) => name);
  return [...new Set(names)].filter(
    (name) => !new RegExp(`(const|function|import \\{[^}]*)\\b ?${name}\\b`).test(code),
  );
}

import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./code-blocks.ts";

/** An example of a doc comment, as a module that can be compiled and run. */
export interface CommentExample {
  /** Such as `packages/core/src/money/format-money.ts:25`. */
  readonly name: string;
  readonly file: string;
  readonly code: string;
  /** Whether it says what comes out: `formatMoney(price); // "$39.00"`. */
  readonly says: boolean;
}

/** Every `@example` of what the packages export. */
export function commentExamples(): CommentExample[] {
  const entries = entryOfNames();
  return globSync("packages/{core,node,server}/src/**/*.{ts,tsx}", { cwd: root })
    .filter((path) => !/\.test(-d)?\.tsx?$/.test(path))
    .sort()
    .flatMap((path) => {
      const text = readFileSync(join(root, path), "utf8");
      const found = [...text.matchAll(/^ *\* @example\n((?: *\*(?! @|\/).*\n)+)/gm)];
      const ofExports = found.filter(({ index }) =>
        entries.has(/^export .*?(?:function|const|interface|type) (\w+)/m.exec(text.slice(index))?.[1] ?? ""),
      );
      return ofExports.map(({ index, 1: lines = "" }) => {
        const code = lines.replace(/^ *\* ?/gm, "").replace(/^```\w*\n/gm, "");
        const line = text.slice(0, index).split("\n").length;
        const runs = checked(code);
        return {
          name: `${path}:${line}`,
          file: `${path.replace(/\W+/g, "-")}-${line}.tsx`,
          code: `import { deepStrictEqual as sameAs } from "node:assert";\n${importsOf(code, entries)}${runs}\nexport {};\n`,
          says: runs !== code && !namesIn(code).some((name) => GIVEN.has(name)),
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

function isValue(text: string): boolean {
  if (!/^(["'[{\d-]|(true|false|null)$)/.test(text)) return false;
  try {
    new Function(`return (${text});`);
    return true;
  } catch {
    return false;
  }
}

/** Where each name that the packages export is imported from. */
function entryOfNames(): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const manifest of globSync("packages/*/package.json", { cwd: root }).sort()) {
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
    .filter((name) => !new RegExp(`(const|function|import \\{[^}]*)\\b ?${name}\\b`).test(code))
    .map((name) => `import { ${name} } from "${entries.get(name)}";\n`)
    .join("");
}

/** What examples take for granted: declared, so that they compile, and without a value. */
const GIVEN: ReadonlySet<string> = new Set(
  [...readFileSync(join(root, "examples/documentation/src/given.d.ts"), "utf8").matchAll(/const (\w+):/g)].map(
    ([, name = ""]) => name,
  ),
);

function namesIn(code: string): string[] {
  const withoutTexts = code.replace(/"[^"]*"|\/\/.*$/gm, "");
  return [...new Set([...withoutTexts.matchAll(/(?<![.\w])([A-Za-z]\w*)/g)].map(([, name = ""]) => name))];
}

import { globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The repository's folder. */
export const root: string = dirname(dirname(dirname(dirname(fileURLToPath(import.meta.url)))));

/** One piece of TypeScript of a page. */
export interface CodeBlock {
  /** Such as `README.md:57`. */
  readonly name: string;
  readonly page: string;
  /** Name of the file that it is run from. */
  readonly file: string;
  readonly code: string;
  /** What it says that it prints, a line each: `console.log(...); // => this`. */
  readonly prints: readonly string[];
}

/** Every TypeScript block of the READMEs and the docs. */
export function codeBlocks(): CodeBlock[] {
  const docs = globSync("docs/{.,start,concepts,guides,components,reference}/*.md", { cwd: root }).sort();
  const pages = ["README.md", "packages/node/README.md", "packages/react/README.md", ...docs];
  return pages.flatMap((page) => {
    const text = readFileSync(join(root, page), "utf8");
    return [...text.matchAll(/^```(tsx?)\n([\s\S]*?)^```$/gm)].map(([, , code = ""], index) => {
      const line = text.slice(0, text.indexOf(code)).split("\n").length;
      return {
        name: `${page}:${line}`,
        page,
        file: `${page.replace(/\W+/g, "-")}-${index + 1}.tsx`,
        code: `${code}\nexport {};\n`,
        prints: [...code.matchAll(/\/\/ => (.*)$/gm)].map(([, expected = ""]) => expected),
      };
    });
  });
}

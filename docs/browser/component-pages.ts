import { globSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";

const docs = fileURLToPath(new URL("..", import.meta.url));

/** A page of `docs/components`. */
export interface ComponentPage {
  /** Such as `pricing-table`. */
  readonly name: string;
  readonly path: string;
  readonly text: string;
  /** Names of its examples, in order. */
  readonly examples: readonly string[];
}

/** Every page of a component. */
export function componentPages(): ComponentPage[] {
  return globSync("components/*.md", { cwd: docs })
    .sort()
    .map((file) => {
      const path = join(docs, file);
      const text = readFileSync(path, "utf8");
      const examples = [...text.matchAll(/^<LiveExample name="([\w-]+)" \/>$/gm)].map(([, name = ""]) => name);
      return { name: basename(file, ".md"), path, text, examples };
    });
}

/** The source of an example: what the page shows, and what runs there. */
export function sourceOf(example: string): string {
  return readFileSync(join(docs, "examples", `${example}.tsx`), "utf8");
}

const place = (example: string) => new RegExp(`(<!-- accessibility: ${example} -->\\n)([\\s\\S]*?)(<!-- end -->)`);

/** What a page says that assistive technology is told of an example. */
export function writtenTree({ text }: ComponentPage, example: string): string | undefined {
  return /```text\n([\s\S]*?)\n```/.exec(place(example).exec(text)?.[2] ?? "")?.[1];
}

/** A page's text with what assistive technology is told of an example. */
export function withTree(text: string, example: string, tree: string): string {
  return text.replace(
    place(example),
    (_, start: string, _before, end: string) => `${start}\n\`\`\`text\n${tree}\n\`\`\`\n\n${end}`,
  );
}

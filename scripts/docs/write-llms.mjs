import { globSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

const SECTIONS = [
  ["Start", "start"],
  ["Concepts", "concepts"],
  ["Guides", "guides"],
  ["Components", "components"],
  ["Reference", "reference"],
];

/** Writes llms.txt, which lists the pages with what each is for, and llms-full.txt, which has them all. */
export function writeLlms(docs) {
  const pages = SECTIONS.map(([title, folder]) => ({
    title,
    pages: globSync(`${folder}/*.md`, { cwd: docs })
      .sort()
      .map((path) => ({ path, text: asText(readFileSync(join(docs, path), "utf8"), join(docs, path)) })),
  }));
  const list = pages.map(
    (section) => `## ${section.title}\n\n${section.pages.map(({ path, text }) => line(path, text)).join("\n")}`,
  );
  const about = "> Tests real prices on real visitors, answers in revenue and margin, and charges usage in credits.";
  mkdirSync(join(docs, "public"), { recursive: true });
  writeFileSync(join(docs, "public/llms.txt"), `# Pricewright\n\n${about}\n\n${list.join("\n\n")}\n`);
  const all = pages.flatMap((section) => section.pages.map(({ text }) => text.trim()));
  writeFileSync(join(docs, "public/llms-full.txt"), `${all.join("\n\n---\n\n")}\n`);
}

function line(path, text) {
  const [, title = path, lead = ""] = /^# (.*)\n+([^\n#`|][^\n]*)?/m.exec(text) ?? [];
  const sentence = lead.replace(/\[([^\]]*)\]\([^)]*\)/g, "$1").split(/(?<=\.) /)[0];
  return `- [${title}](/${path})${sentence ? `: ${sentence}` : ""}`;
}

/** A page without what only its site reads: the source of an example stands in the place of the example. */
function asText(text, path) {
  return text
    .replace(/^---\n[\s\S]*?\n---\n/, "")
    .replace(/^<<< (\S+\.(tsx?))$/gm, (_, file, language) => {
      const source = readFileSync(join(dirname(path), file), "utf8").trimEnd();
      return `\`\`\`${language}\n${source}\n\`\`\``;
    })
    .replace(/^<LiveExample .*\/>\n\n|^<!-- .* -->\n\n?/gm, "");
}

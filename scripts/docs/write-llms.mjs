import { globSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const SECTIONS = [
  ["Start", "start"],
  ["Concepts", "concepts"],
  ["Guides", "guides"],
  ["Reference", "reference"],
];

/** Writes llms.txt, which lists the pages with what each is for, and llms-full.txt, which has them all. */
export function writeLlms(docs) {
  const pages = SECTIONS.map(([title, folder]) => ({
    title,
    pages: globSync(`${folder}/*.md`, { cwd: docs })
      .sort()
      .map((path) => ({ path, text: withoutFrontMatter(readFileSync(join(docs, path), "utf8")) })),
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
  const sentence = lead.split(/(?<=\.) /)[0];
  return `- [${title}](/${path})${sentence ? `: ${sentence}` : ""}`;
}

function withoutFrontMatter(text) {
  return text.replace(/^---\n[\s\S]*?\n---\n/, "");
}

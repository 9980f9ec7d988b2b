// Writes into docs/components what the types of @pricewright/react say: `pnpm docs:components`. A test fails when a page is out
// of date. Pages mark the places, and everything between the marks is written here:
//
//   <!-- props: PricingTableProps -->    what may be passed: name, type, default, meaning
//   <!-- fields: UsePricingResult -->    what is given: name, type, meaning
//   <!-- calls: useVariant -->           how a function is called, what it is for, what it throws
//   <!-- end -->
import { globSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const ENTRIES = ["index.ts", "charts/index.ts", "server/index.ts"].map((path) =>
  join(root, "packages/react/src", path),
);
const PLACE = /<!-- (props|fields|calls): (\w+) -->\n[\s\S]*?<!-- end -->/g;

/** Paths of the pages, from the repository's folder. */
export const PAGES = globSync("docs/components/*.md", { cwd: root }).sort();

/** Writes the places of a page anew: a function, for the types are read once. */
export function createPageWriter() {
  const program = ts.createProgram(ENTRIES, {
    target: ts.ScriptTarget.Latest,
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    customConditions: ["@pricewright/source"],
    jsx: ts.JsxEmit.ReactJSX,
    strict: true,
    allowImportingTsExtensions: true,
    noEmit: true,
    skipLibCheck: true,
  });
  const checker = program.getTypeChecker();
  const exported = new Map(
    ENTRIES.flatMap((file) => checker.getExportsOfModule(checker.getSymbolAtLocation(program.getSourceFile(file)))).map(
      (symbol) => [symbol.name, symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol],
    ),
  );
  const writers = {
    props: (symbol) =>
      table(
        ["Prop", "Type", "Default", "What it is"],
        membersOf(symbol).map(({ name, type, isOptional, initial, text }) => [
          `\`${name}\``,
          `\`${type}\``,
          isOptional ? initial : "required",
          text,
        ]),
      ),
    fields: (symbol) =>
      table(
        ["Field", "Type", "What it is"],
        membersOf(symbol).map(({ name, type, text }) => [`\`${name}\``, `\`${type}\``, text]),
      ),
    calls: (symbol) => callOf(symbol),
  };
  return (page) =>
    page.replace(PLACE, (_, kind, name) => {
      const symbol = exported.get(name);
      if (!symbol) throw new Error(`@pricewright/react exports no ${name}`);
      return `<!-- ${kind}: ${name} -->\n\n${writers[kind](symbol)}\n\n<!-- end -->`;
    });

  function membersOf(symbol) {
    return checker.getPropertiesOfType(checker.getDeclaredTypeOfSymbol(symbol)).map((member) => {
      const declaration = member.valueDeclaration;
      const initial = member.getJsDocTags(checker).find(({ name }) => name === "default");
      return {
        name: member.name,
        type: typeText(declaration.type),
        isOptional: Boolean(member.flags & ts.SymbolFlags.Optional),
        initial: initial ? defaultText(ts.displayPartsToString(initial.text)) : "none",
        text: textOf(member),
      };
    });
  }

  function callOf(symbol) {
    const [declaration] = symbol.declarations;
    const parameters = declaration.parameters.map(
      ({ name, type, questionToken }) =>
        `${ts.isIdentifier(name) ? name.text : "options"}${questionToken ? "?" : ""}: ${typeText(type)}`,
    );
    const thrown = symbol
      .getJsDocTags(checker)
      .filter(({ name }) => name === "throws")
      .map(({ text }) => ` Throws ${oneLine(ts.displayPartsToString(text))}.`.replace(/\.\.$/, "."));
    const call = `\`${symbol.name}(${parameters.join(", ")}): ${typeText(declaration.type)}\``;
    return `${call}\n\n${textOf(symbol)}${thrown.join("")}`;
  }

  function textOf(symbol) {
    return oneLine(ts.displayPartsToString(symbol.getDocumentationComment(checker)));
  }
}

/** A type as it was written; that what is optional may be undefined is said already. */
function typeText(node) {
  const types = ts.isUnionTypeNode(node)
    ? node.types.filter(({ kind }) => kind !== ts.SyntaxKind.UndefinedKeyword)
    : [node];
  const [only] = types;
  const inner = types.length === 1 && ts.isParenthesizedTypeNode(only) ? [only.type] : types;
  return oneLine(inner.map((type) => type.getText()).join(" | ")).replaceAll("readonly ", "");
}

/** What a default is: code where it reads like code, and a remark where it does not. */
function defaultText(text) {
  return /^(["{\d]|true$|false$|null$)/.test(text) && !/ [a-z]+ /.test(text) ? `\`${text}\`` : text;
}

function oneLine(text) {
  return text
    .replace(/\{@link (\w+)\}/g, "`$1`")
    .replace(/\s+/g, " ")
    .trim();
}

/** A table as the formatter writes it, columns padded. */
function table(header, rows) {
  const cells = [header, ...rows].map((row) => row.map((cell) => cell.replaceAll("|", "\\|")));
  const widths = header.map((_, column) => Math.max(3, ...cells.map((row) => row[column].length)));
  const line = (row) => `| ${row.map((cell, column) => cell.padEnd(widths[column])).join(" | ")} |`;
  const [first, ...others] = cells;
  return [line(first), `| ${widths.map((width) => "-".repeat(width)).join(" | ")} |`, ...others.map(line)].join("\n");
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const write = createPageWriter();
  for (const page of PAGES) {
    const path = join(root, page);
    writeFileSync(path, write(readFileSync(path, "utf8")));
  }
}

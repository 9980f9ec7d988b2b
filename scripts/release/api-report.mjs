// Writes down every name that the packages export, with its declaration: what a change of it would break is seen in review.
//
//   pnpm api-report           writes api/*.md
//   pnpm api-report --check   fails where they are not what the sources say
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import { PUBLISHED } from "./production-packages.mjs";

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const folder = join(root, "api");
const printer = ts.createPrinter({ removeComments: true });

/** The entries of a package, by what is imported. */
function entriesOf(name) {
  const { exports } = JSON.parse(readFileSync(join(root, "packages", name, "package.json"), "utf8"));
  return Object.entries(exports).flatMap(([path, target]) => {
    const source = target["@pricewright/source"];
    return /\.tsx?$/.test(source)
      ? [{ name: `@pricewright/${name}${path.slice(1)}`, file: join(root, "packages", name, source) }]
      : [];
  });
}

/** The declarations of a source file by name, as a `.d.ts` has them. Every export says its type, so each file stands alone. */
function createDeclarations() {
  const files = new Map();
  return (file) => {
    if (!files.has(file.fileName)) {
      const { outputText } = ts.transpileDeclaration(file.text, { fileName: file.fileName });
      const read = ts.createSourceFile("one.d.ts", outputText, ts.ScriptTarget.Latest);
      const named = read.statements.flatMap((statement) =>
        ts.isVariableStatement(statement)
          ? statement.declarationList.declarations.map(({ name }) => [name.getText(read), statement])
          : statement.name
            ? [[statement.name.getText(read), statement]]
            : [],
      );
      files.set(file.fileName, { read, named });
    }
    const { read, named } = files.get(file.fileName);
    return (name) =>
      named
        .filter(([found]) => found === name)
        .map(([, statement]) => printer.printNode(ts.EmitHint.Unspecified, statement, read))
        .join("\n");
  };
}

function reportOf(name) {
  const entries = entriesOf(name);
  const program = ts.createProgram(
    entries.map(({ file }) => file),
    {
      target: ts.ScriptTarget.Latest,
      module: ts.ModuleKind.NodeNext,
      moduleResolution: ts.ModuleResolutionKind.NodeNext,
      customConditions: ["@pricewright/source"],
      jsx: ts.JsxEmit.ReactJSX,
      allowImportingTsExtensions: true,
      noEmit: true,
      skipLibCheck: true,
    },
  );
  const checker = program.getTypeChecker();
  const declarations = createDeclarations();
  const sections = entries.map(({ name: entry, file }) => {
    const symbols = checker.getExportsOfModule(checker.getSymbolAtLocation(program.getSourceFile(file)));
    const parts = symbols
      .toSorted((a, b) => (a.name < b.name ? -1 : 1))
      .map((symbol) => {
        const found = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
        const [declaration] = found.declarations ?? [];
        if (!declaration) throw new Error(`${entry}: ${symbol.name} is declared nowhere`);
        const file = declaration.getSourceFile();
        const from = relative(root, file.fileName);
        const text = from.includes("node_modules") ? `// of another package` : declarations(file)(found.name);
        if (text === "") throw new Error(`${entry}: nothing is found of ${symbol.name} in ${from}`);
        return symbol.name === found.name ? text : `// ${found.name} as ${symbol.name}\n${text}`;
      });
    return `## \`${entry}\`\n\n\`\`\`\`ts\n${parts.join("\n\n")}\n\`\`\`\`\n`;
  });
  return `<!-- Written by \`pnpm api-report\`. -->\n\n# API of \`@pricewright/${name}\`\n\n${sections.join("\n")}`;
}

const isCheck = process.argv.includes("--check");
const reports = new Map(PUBLISHED.map((name) => [`${name}.md`, reportOf(name)]));
if (isCheck) {
  const stale = [...reports].filter(([file, text]) => readIfThere(join(folder, file)) !== text).map(([file]) => file);
  const extra = readdirSync(folder).filter((file) => !reports.has(file));
  for (const file of [...stale, ...extra])
    console.log(`api/${file} is not what the sources say; run \`pnpm api-report\`.`);
  process.exitCode = stale.length + extra.length === 0 ? 0 : 1;
} else {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder);
  for (const [file, text] of reports) writeFileSync(join(folder, file), text);
}
if (process.exitCode !== 1)
  console.log(`${reports.size} reports, ${[...reports.values()].join("").match(/^## /gm).length} entries`);

function readIfThere(path) {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}

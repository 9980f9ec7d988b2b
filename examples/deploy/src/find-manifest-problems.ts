import { join } from "node:path";
import ts from "typescript";
import { folder } from "./folder.ts";
import type { Manifest } from "./render-chart.ts";

/** Where the schema of a manifest is: Kubernetes' own, or the Prometheus operator's. */
function moduleOf({ apiVersion, kind }: Manifest): string {
  if (apiVersion.startsWith("monitoring.coreos.com/"))
    return `@kubernetes-models/prometheus-operator/${apiVersion}/${kind}`;
  return `kubernetes-models/${apiVersion}/${kind}`;
}

/** What the published schemas say against manifests: wrong or missing values, and fields that there are not. */
export async function findManifestProblems(manifests: readonly Manifest[]): Promise<string[]> {
  const problems = findUnknownFields(manifests);
  for (const manifest of manifests) {
    const models = await import(moduleOf(manifest));
    try {
      new models[manifest.kind](manifest).validate();
    } catch (error) {
      problems.push(`${manifest.kind} ${manifest.metadata.name}: ${String(error)}`);
    }
  }
  return problems;
}

/** The schemas let unknown fields pass, as misspelt ones are. The types that are made of them do not. */
function findUnknownFields(manifests: readonly Manifest[]): string[] {
  const name = join(folder, "src/manifests.ts");
  const text = manifests
    .map(
      (manifest, index) =>
        `import type { I${manifest.kind} as Type${index} } from "${moduleOf(manifest)}";
        export const manifest${index}: Type${index} = ${JSON.stringify(manifest)};`,
    )
    .join("\n");
  const options: ts.CompilerOptions = {
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    types: [],
    target: ts.ScriptTarget.ES2023,
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
  };
  const host = ts.createCompilerHost(options);
  const { getSourceFile, fileExists } = host;
  host.getSourceFile = (file, ...more) =>
    file === name ? ts.createSourceFile(file, text, ts.ScriptTarget.ES2023) : getSourceFile(file, ...more);
  host.fileExists = (file) => file === name || fileExists(file);
  return ts
    .getPreEmitDiagnostics(ts.createProgram([name], options, host))
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, " "));
}

import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseAllDocuments, stringify } from "yaml";
import { folder } from "./folder.ts";

/** One object of Kubernetes, as the chart makes it. */
export interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly labels: Readonly<Record<string, string>> };
  // biome-ignore lint/suspicious/noExplicitAny: what else it holds, its schema says.
  readonly [field: string]: any;
}

/**
 * Renders the chart with Go's own template engine and the functions of sprig, from Debian's packages, as Helm would.
 *
 * @param values What to lay over the chart's own values.
 * @throws Error with what the engine said.
 */
export function renderChart(values: object = {}): Manifest[] {
  const place = mkdtempSync(join(tmpdir(), "pricewright-chart-"));
  try {
    const file = join(place, "values.yaml");
    writeFileSync(file, stringify(values));
    const text = execFileSync("go", ["run", join(folder, "render/main.go"), join(folder, "chart"), file], {
      encoding: "utf8",
      env: { ...process.env, GO111MODULE: "off", GOPATH: "/usr/share/gocode", GOFLAGS: "" },
      stdio: ["ignore", "pipe", "pipe"],
    });
    const documents = parseAllDocuments(text, { uniqueKeys: true });
    return documents.flatMap((document) => {
      const [problem] = document.errors;
      if (problem) throw problem;
      return (document.toJS() as Manifest | null) ?? [];
    });
  } finally {
    rmSync(place, { recursive: true });
  }
}

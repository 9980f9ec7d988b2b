import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";

const PACKAGES = ["core", "node", "react", "server"];

/** Writes what every package exports, from its comments, to docs/packages. */
export async function packageReference(docs) {
  const require = createRequire(join(docs, "package.json"));
  const { Application } = await import(pathToFileURL(require.resolve("typedoc")).href);
  const root = dirname(docs);
  for (const name of PACKAGES) {
    const folder = join(root, "packages", name);
    const application = await Application.bootstrapWithPlugins({
      name: `@pricewright/${name}`,
      entryPoints: sourcesOf(folder),
      tsconfig: join(folder, "tsconfig.json"),
      plugin: [require.resolve("typedoc-plugin-markdown")],
      out: join(docs, "packages", name),
      entryFileName: "index",
      readme: "none",
      hideBreadcrumbs: true,
      disableSources: true,
      excludeInternal: true,
      logLevel: "Error",
      // The types are checked by themselves.
      skipErrorChecking: true,
    });
    const project = await application.convert();
    if (!project) throw new Error(`the reference of ${name} could not be written`);
    await application.generateOutputs(project);
    if (application.logger.hasErrors()) throw new Error(`the reference of ${name} has errors`);
  }
}

function sourcesOf(folder) {
  const { exports } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  return Object.values(exports)
    .map((entry) => entry["@pricewright/source"])
    .filter((path) => path && /\.tsx?$/.test(path))
    .map((path) => join(folder, path))
    .filter((path) => existsSync(path));
}

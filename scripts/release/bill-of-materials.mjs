// Writes what a published package brings along, as CycloneDX 1.6 in JSON, and holds it against CycloneDX's own schema.
//
//   node scripts/release/bill-of-materials.mjs <folder>
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Spec, Validation } from "@cyclonedx/cyclonedx-library";
import { PUBLISHED, productionPackages } from "./production-packages.mjs";

const [folder = "sbom"] = process.argv.slice(2);
mkdirSync(folder, { recursive: true });

function urlOf({ name, version }) {
  return `pkg:npm/${name.replace("@", "%40")}@${version}`;
}

function componentOf(entry) {
  const { name, version, license = "" } = entry;
  const [group, rest] = name.startsWith("@") ? name.split("/") : [undefined, name];
  const named = / (OR|AND) /.test(license) ? { expression: license } : { license: { id: license } };
  return {
    type: "library",
    "bom-ref": urlOf(entry),
    ...(group ? { group } : {}),
    name: rest,
    version,
    licenses: [named],
    purl: urlOf(entry),
  };
}

for (const name of PUBLISHED) {
  const packages = productionPackages([name]);
  const [root, ...others] = packages.values();
  const text = JSON.stringify(
    {
      bomFormat: "CycloneDX",
      specVersion: "1.6",
      version: 1,
      metadata: { component: componentOf(root) },
      components: others.map(componentOf),
      dependencies: [...packages.values()].map((entry) => ({
        ref: urlOf(entry),
        dependsOn: entry.needs.map((id) => urlOf(packages.get(id))),
      })),
    },
    null,
    2,
  );
  const problems = await new Validation.JsonStrictValidator(Spec.Version.v1dot6).validate(text);
  if (problems !== null) throw new Error(`${name}: ${JSON.stringify(problems)}`);
  writeFileSync(join(folder, `${name}.cdx.json`), `${text}\n`);
  console.log(`@pricewright/${name}: ${others.length} packages`);
}

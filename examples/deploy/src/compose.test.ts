import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv2019 } from "ajv/dist/2019.js";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { folder } from "./folder.ts";
import { readComposeSchema } from "./read-compose-schema.ts";

const text = readFileSync(join(folder, "compose.yaml"), "utf8");
const compose = parse(text);
const validate = new Ajv2019({ strict: false, validateFormats: false }).compile(readComposeSchema());

describe("the compose file", () => {
  it("is what the published schema of compose files allows", () => {
    expect(validate(compose), JSON.stringify(validate.errors)).toBe(true);
    const misspelt = structuredClone(compose);
    misspelt.services.server.read_onyl = true;
    expect(validate(misspelt)).toBe(false);
  });

  it("mounts only files that are there, and volumes that it names", () => {
    const volumes = Object.values<{ volumes?: string[] }>(compose.services).flatMap(({ volumes = [] }) => volumes);
    for (const volume of volumes) {
      const [source = ""] = volume.split(":");
      if (source.startsWith(".")) expect(existsSync(join(folder, source)), source).toBe(true);
      else expect(Object.keys(compose.volumes)).toContain(source);
    }
    const { context, dockerfile } = compose.services.server.build;
    expect(existsSync(join(folder, context, dockerfile))).toBe(true);
  });

  it("gives the server variables that it reads, and holds no password", () => {
    const documented = readFileSync(join(folder, "../../docs/reference/configuration.md"), "utf8");
    for (const name of Object.keys(compose.services.server.environment)) expect(documented).toContain(`\`${name}\``);
    for (const [, given] of text.matchAll(/_(?:PASSWORD|KEY|SECRET): (.*)/g)) expect(given).toMatch(/^\$\{\w+:\?/);
  });

  it("says in its guide how to make every value that it wants", () => {
    const guide = readFileSync(join(folder, "README.md"), "utf8");
    for (const [, name] of text.matchAll(/\$\{(\w+):\?/g)) expect(guide).toContain(name);
  });

  it("lets only this machine reach what it publishes", () => {
    const ports = Object.values<{ ports?: string[] }>(compose.services).flatMap(({ ports = [] }) => ports);
    expect(ports.length).toBeGreaterThan(0);
    for (const port of ports) expect(port).toMatch(/^127\.0\.0\.1:/);
  });
});

import { spawnSync } from "node:child_process";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

const start = join(dirname(fileURLToPath(import.meta.url)), "start.cjs");

/** Runs the start script on a Node that says it is of the given version. */
function startOn(version: string, task: string) {
  const script = `Object.defineProperty(process.versions, "node", { value: "${version}" }); process.argv[2] = "${task}"; require(${JSON.stringify(start)});`;
  return spawnSync(process.execPath, ["-e", script], { encoding: "utf8" });
}

describe("npm run demo and npm test", () => {
  it.each(["18.20.4", "20.19.9"])("say in one sentence which Node to install, on Node %s", (version) => {
    const { status, stderr, stdout } = startOn(version, "demo");
    expect(status).toBe(1);
    expect(stdout).toBe("");
    expect(stderr).toBe(
      `Pricewright needs Node 20.20 or newer and this is ${version}; install the newest LTS from https://nodejs.org and run the command again.\n`,
    );
  });

  it("name the tasks there are", () => {
    expect(startOn("20.20.0", "dance")).toMatchObject({
      status: 2,
      stderr: expect.stringContaining("demo, test, build, bench"),
    });
  });
});

// Follows examples/deploy/Dockerfile step by step where there is no Docker: a bare Debian from debootstrap with the project's
// own Node stands for the image that it starts from, and chroot for the container. Then the server is started as the image
// would, on a tree that cannot be written. Needs root, debootstrap and some minutes; root mounts in a namespace of its own.
//
//   pnpm check:image
import { spawn, spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseDockerfile } from "./image/parse-dockerfile.mjs";

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const started = performance.now();

if (process.getuid() !== 0) throw new Error("debootstrap and chroot need root.");
// Mounts end with the namespace, and are not seen outside it, where everything is thrown away.
if (!process.env.IMAGE_PLACE) {
  const IMAGE_PLACE = mkdtempSync(join(tmpdir(), "pricewright-image-"));
  chmodSync(IMAGE_PLACE, 0o755);
  const env = { ...process.env, IMAGE_PLACE };
  const { status } = spawnSync("unshare", ["--mount", process.execPath, ...process.argv.slice(1)], {
    stdio: "inherit",
    env,
  });
  rmSync(IMAGE_PLACE, { recursive: true, force: true });
  process.exit(status ?? 1);
}
const place = process.env.IMAGE_PLACE;

const TRUST = { NODE_EXTRA_CA_CERTS: "/etc/ssl/certs/ca-certificates.crt" };
const note = (text) => console.log(`${((performance.now() - started) / 1000).toFixed(0).padStart(4)} s  ${text}`);

function run(command, args, options = {}) {
  const { status, stdout, stderr } = spawnSync(command, args, { encoding: "utf8", maxBuffer: 1e9, ...options });
  if (status !== 0) throw new Error(`${command} ${args.join(" ")} ended with ${status}:\n${stdout}${stderr}`);
  return stdout;
}

/** A bare Debian with Node and npm, as the official image of Node is. */
function makeBase() {
  const base = join(place, "base");
  run("debootstrap", ["--variant=minbase", "--include=ca-certificates,libstdc++6", "bookworm", base]);
  cpSync(join(root, "node_modules/node/bin/node"), join(base, "usr/local/bin/node"), { dereference: true });
  const npm = dirname(dirname(realpathSync(run("which", ["npm"]).trim())));
  cpSync(npm, join(base, "usr/local/lib/node_modules/npm"), { recursive: true, dereference: true });
  for (const name of ["npm", "npx"])
    run("ln", ["-s", `../lib/node_modules/npm/bin/${name}-cli.js`, join(base, "usr/local/bin", name)]);
  note(`the base image: Debian and Node ${run(join(base, "usr/local/bin/node"), ["--version"]).trim()}`);
  return base;
}

/** What `docker build` would send: what git knows, which the ignore file leaves. */
function copyContext(folder) {
  const files = run("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"], { cwd: root });
  const there = files.split("\0").filter((file) => file && existsSync(join(root, file)));
  run("tar", ["--create", "--file", join(place, "context.tar"), "--null", "--files-from", "-"], {
    cwd: root,
    input: there.join("\0"),
  });
  run("tar", ["--extract", "--no-same-owner", "--file", join(place, "context.tar"), "--directory", folder]);
}

function inside(stage, command, { user } = {}) {
  const identity = user ? [`--userspec=${user}`] : [];
  const variables = {
    PATH: "/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin",
    HOME: "/root",
    ...TRUST,
    ...stage.variables,
  };
  return ["chroot", [...identity, stage.folder, "sh", "-c", `cd ${stage.folderInside} && ${command}`], variables];
}

function build(stages, base) {
  const built = new Map();
  let stage;
  for (const { name, steps } of stages) {
    stage = { folder: join(place, `stage-${built.size}`), variables: {}, folderInside: "/", facts: {} };
    run("cp", ["--archive", base, stage.folder]);
    run("mount", ["--types", "proc", "proc", join(stage.folder, "proc")]);
    // The network is this machine's, with its name servers and the authorities that it trusts.
    for (const file of ["etc/resolv.conf", "etc/ssl/certs/ca-certificates.crt"])
      cpSync(join("/", file), join(stage.folder, file), { dereference: true });
    for (const { instruction, argument } of steps) {
      if (instruction === "WORKDIR") {
        stage.folderInside = argument;
        mkdirSync(join(stage.folder, argument), { recursive: true });
      } else if (instruction === "ENV")
        Object.assign(stage.variables, Object.fromEntries(argument.split(/\s+/).map((pair) => pair.split("="))));
      else if (instruction === "COPY") {
        const [, from, source, target] = /^(?:--from=(\S+) )?(\S+) (\S+)$/.exec(argument) ?? [];
        if (from) run("cp", ["--archive", join(built.get(from).folder, source), join(stage.folder, target)]);
        else copyContext(join(stage.folder, stage.folderInside));
      } else if (instruction === "RUN") {
        const [command, args, env] = inside(stage, argument);
        run(command, args, { env });
      } else stage.facts[instruction] = argument;
      if (["COPY", "RUN"].includes(instruction)) note(`${instruction} ${argument}`);
    }
    built.set(name, stage);
  }
  return stage;
}

/** Loads each dependency as the server would. */
const IMPORT_ALL = `const { dependencies } = JSON.parse(require("fs").readFileSync("/app/package.json", "utf8"));
  const { createRequire } = require("module");
  const { pathToFileURL } = require("url");
  const only = Object.keys(dependencies).filter((name) => !name.startsWith("@pricewright/"));
  Promise.all(only.map((name) => import(pathToFileURL(createRequire("/app/package.json").resolve(name)))));`;

/** Starts what the image starts, as its user, with only its volume and /tmp writable. */
async function start({ facts, ...stage }) {
  const data = join(stage.folder, facts.VOLUME);
  const kept = join(place, "data");
  run("cp", ["--archive", data, kept]);
  run("mount", ["--bind", stage.folder, stage.folder]);
  run("mount", ["--options", "remount,bind,ro", stage.folder]);
  run("mount", ["--bind", kept, data]);
  run("mount", ["--types", "tmpfs", "tmpfs", join(stage.folder, "tmp")]);
  const port = 20_000 + (randomBytes(2).readUInt16BE() % 20_000);
  const configured = {
    ...stage,
    variables: { ...stage.variables, PORT: port, METRICS_PORT: port + 1, HOST: "127.0.0.1" },
  };
  const command = [...JSON.parse(facts.ENTRYPOINT), ...JSON.parse(facts.CMD)].join(" ");
  const [program, args, env] = inside(configured, `exec ${command}`, { user: facts.USER });
  const child = spawn(program, args, { env, stdio: ["ignore", "pipe", "inherit"] });
  let output = "";
  child.stdout.on("data", (chunk) => {
    output += chunk;
  });
  const ended = new Promise((resolve) => child.on("exit", resolve));
  try {
    const [, health] = /CMD (\[.*\])/.exec(facts.HEALTHCHECK);
    const [checker, checkArgs, checkEnv] = inside(configured, JSON.parse(health).join(" "), { user: facts.USER });
    const isHealthy = () => spawnSync(checker, checkArgs, { env: checkEnv }).status === 0;
    for (let tries = 0; !isHealthy(); tries++) {
      if (child.exitCode !== null || tries > 100) throw new Error(`the server did not start:\n${output}`);
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
    note("healthy, by the image's own health check");
    // Until now nobody could listen to it.
    while (!output.includes("pw_sk_")) await new Promise((resolve) => setTimeout(resolve, 20));
    const key = /pw_sk_\w+/.exec(output)[0];
    const answer = await fetch(`http://127.0.0.1:${port}/v1/evaluate`, {
      method: "POST",
      headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
      body: JSON.stringify({ unit: { kind: "visitor", id: "one" } }),
    });
    const metrics = await (await fetch(`http://127.0.0.1:${port + 1}/metrics`)).text();
    const status = readFileSync(`/proc/${child.pid}/status`, "utf8");
    const user = /^Uid:\s+(\d+)/m.exec(status)[1];
    const inImage = (line, user = facts.USER) => {
      const [program, args, env] = inside(configured, line, { user });
      return [program, args, { env, encoding: "utf8" }];
    };
    const write = (file, user) => spawnSync(...inImage(`touch ${file} 2>&1`, user));
    const checks = {
      "prices are answered": answer.status < 500 && (await answer.json()) !== null,
      "metrics are told": metrics.includes("pricewright_request_seconds_bucket"),
      [`it runs as user ${user}`]: user === facts.USER.split(":")[0],
      "every package that the server names can be loaded": run(...inImage(`node --eval '${IMPORT_ALL}'`)) !== null,
      "it cannot write its own program": write("/app/bin/pricewright.js").status !== 0,
      "nor can root": write("/app/bin/pricewright.js", "0:0").stdout.includes("Read-only file system"),
      "nor anything else": write("/etc/x").stdout.includes("Read-only file system"),
      "it can write its data": write("/data/x").status === 0,
      "it ends politely when asked to": await (async () => {
        child.kill("SIGTERM");
        return (await ended) === 0;
      })(),
    };
    for (const [what, holds] of Object.entries(checks)) {
      note(`${holds ? "holds" : "FAILS"}: ${what}`);
      if (!holds) process.exitCode = 1;
    }
  } finally {
    child.kill("SIGKILL");
    await ended;
  }
}

const stage = build(parseDockerfile(readFileSync(join(root, "examples/deploy/Dockerfile"), "utf8")), makeBase());
const size = (folder) => Math.round(Number(run("du", ["--summarize", "--bytes", folder]).split("\t")[0]) / 1e6);
note(`/app is ${size(join(stage.folder, "app"))} MB`);
await start(stage);

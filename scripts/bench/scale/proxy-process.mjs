import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import { startRoundRobin } from "../../../packages/server/src/testing/round-robin.ts";

const FILE = fileURLToPath(import.meta.url);

/** Starts a proxy in a process of its own, so that its time is nobody else's. */
export async function startProxy(urls) {
  const child = fork(FILE, urls, { execArgv: ["--conditions=@pricewright/source"] });
  const url = await new Promise((resolve) => child.once("message", resolve));
  return {
    url,
    stop: () =>
      new Promise((resolve) => {
        child.once("exit", resolve);
        child.kill();
      }),
  };
}

if (process.argv[1] === FILE) {
  const { url } = await startRoundRobin(process.argv.slice(2));
  process.send(url);
}

import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { ServerMessage } from "./server-process.ts";

/** The server, in a process of its own so that the replay does not compete with it. */
export interface DemoServer {
  readonly url: string;
  readonly secretKey: string;
  readonly stop: () => Promise<void>;
}

/** Starts the server on a port, or says that another program has it. */
export function startDemoServer(port: number): Promise<DemoServer | "port-taken"> {
  const child = fork(fileURLToPath(new URL("./server-process.js", import.meta.url)), [String(port)], {
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  return new Promise((resolve, reject) => {
    child.once("exit", (code) => reject(new Error(`The server stopped at once (exit code ${code}).`)));
    child.once("message", (message: ServerMessage) => {
      if (message.status === "port-taken") resolve("port-taken");
      else if (message.status === "failed") reject(new Error(message.message));
      else {
        resolve({
          url: message.url,
          secretKey: message.secretKey,
          stop: () => {
            if (child.connected) child.disconnect();
            return ended;
          },
        });
      }
    });
  });
}

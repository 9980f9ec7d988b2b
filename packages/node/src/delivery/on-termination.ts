import { pause } from "../http/pause.ts";

/** The part of Node's `process` that this needs; other runtimes have none of it. */
interface TerminableProcess {
  readonly pid: number;
  readonly once: (signal: "SIGTERM", listener: () => void) => unknown;
  readonly off: (signal: "SIGTERM", listener: () => void) => unknown;
  readonly listenerCount: (signal: "SIGTERM") => number;
  readonly kill: (pid: number, signal: "SIGTERM") => unknown;
}

/** Milliseconds; orchestrators kill a few seconds later. */
const LONGEST_WAIT = 5_000;

const waiting = new Set<() => Promise<void>>();

/**
 * Does something before SIGTERM ends the process. Where the app listens to SIGTERM itself, ending is its business.
 *
 * @returns Ends it; without anything to do, nothing listens.
 */
export function onTermination(work: () => Promise<void>): () => void {
  const { process } = globalThis as { readonly process?: Partial<TerminableProcess> };
  if (typeof process?.once !== "function" || typeof process.kill !== "function") return () => {};
  const node = process as TerminableProcess;
  if (waiting.size === 0) node.once("SIGTERM", terminate);
  waiting.add(work);
  return () => {
    waiting.delete(work);
    if (waiting.size === 0) node.off("SIGTERM", terminate);
  };
}

async function terminate(): Promise<void> {
  const { process } = globalThis as unknown as { readonly process: TerminableProcess };
  const all = Promise.allSettled([...waiting].map((work) => work()));
  waiting.clear();
  // Node leaves ending to listeners, and this one is gone: without another the signal's own way is restored.
  const isLast = process.listenerCount("SIGTERM") === 0;
  await Promise.race([all, pause(LONGEST_WAIT)]);
  if (isLast) process.kill(process.pid, "SIGTERM");
}

import { type JobServices, runJobs } from "./run-jobs.ts";

/** Milliseconds between two looks at what is due. */
const EVERY = 30_000;

/** Looks again and again at what is due. It does not keep the process alive. */
export function startJobs(services: JobServices, every: number = EVERY): { readonly stop: () => Promise<void> } {
  let running: Promise<void> | null = null;
  const run = () => {
    // A run that takes longer than the interval is not joined by another.
    running ??= runJobs(services)
      .catch((error: unknown) => services.log.error({ error }, "jobs failed"))
      .finally(() => {
        running = null;
      });
  };
  run();
  const timer = setInterval(run, every);
  timer.unref();
  return {
    stop: async () => {
      clearInterval(timer);
      await running;
    },
  };
}

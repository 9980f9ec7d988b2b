import type { Services } from "../services.ts";
import { runDueWebhooks } from "./run-due-webhooks.ts";

/** Milliseconds between two looks at what is due; what comes in wakes the worker sooner. */
const EVERY = 2000;

/** Processes and sends webhooks as they fall due. It does not keep the process alive. */
export function startWebhookWork(services: Services, every: number = EVERY): { readonly stop: () => Promise<void> } {
  let running: Promise<void> | null = null;
  let again = false;
  const run = () => {
    // What comes while a run is under way may have come too late for it.
    again = running !== null;
    running ??= runDueWebhooks(services)
      .catch((error: unknown) => services.log.error({ error }, "webhooks could not be processed"))
      .finally(() => {
        running = null;
        if (again) run();
      });
  };
  services.work.onWake(run);
  run();
  const timer = setInterval(run, every);
  timer.unref();
  return {
    stop: async () => {
      clearInterval(timer);
      services.work.onWake(() => {});
      again = false;
      await running;
    },
  };
}

import type { ProcessingServices } from "../provider-webhooks/process-received.ts";
import { processReceived } from "../provider-webhooks/process-received.ts";
import { sendDue } from "../webhooks/send-due.ts";

/** Processes and sends every webhook that is due, of every tenant, until nothing is. */
export async function runDueWebhooks(services: ProcessingServices): Promise<void> {
  for (let done = 1; done > 0; ) {
    done = 0;
    for (const scope of await services.database.scopesWithDueWebhooks(services.clock())) {
      try {
        done += await processReceived(services, scope);
        done += await sendDue(services, scope);
      } catch (error) {
        services.log.error({ error }, "webhooks could not be processed");
      }
    }
  }
}

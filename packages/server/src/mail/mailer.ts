import type { Logger } from "pino";

/** A message to one person. */
export interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}

/** Sends mail. */
export interface Mailer {
  readonly send: (mail: Mail) => Promise<void>;
}

/** Writes mail to the log, for whoever runs the server to pass on. */
export function logMailer(log: Logger): Mailer {
  return {
    send: async (mail) => log.info({ mail }, "no mail is sent from here; pass this on"),
  };
}

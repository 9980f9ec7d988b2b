import type { Logger } from "pino";
import type { Principal } from "./keys/principal.ts";

/** What middleware puts on every request's context. */
export interface ServerEnvironment {
  Variables: {
    requestId: string;
    log: Logger;
    principal: Principal;
    /** A publishable key that came in the body, as beacons have no headers. */
    keyFromBody?: string;
  };
}

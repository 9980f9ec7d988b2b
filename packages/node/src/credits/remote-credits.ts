import type { Http } from "../http/ask.ts";
import type { AccountCommands } from "./account-commands.ts";

/** The credits of an account on a server. */
export function remoteCredits(http: Http, account: string): AccountCommands {
  const base = `v1/accounts/${encodeURIComponent(account)}/credits`;
  const holdAt = (hold: string) => `${base}/holds/${encodeURIComponent(hold)}`;
  return {
    balance: ({ at, meter } = {}) => http.read(base, { at, meter }),
    grant: (grant) => http.write(`${base}/grants`, grant),
    hold: (hold) => http.write(`${base}/holds`, hold),
    settle: (hold, actual) => http.write(`${holdAt(hold)}/settle`, actual),
    release: (hold) => http.write(`${holdAt(hold)}/release`),
    charge: (charge) => http.write(`${base}/charges`, charge),
    refund: (refund) => http.write(`${base}/refunds`, refund),
  };
}

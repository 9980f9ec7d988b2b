import { connectedAccountLink, connectedAccountStatus } from "@pricewright/core/api";
import type { ReactElement } from "react";
import { FailureNote } from "../api/failure-note.tsx";
import { ResourceStatus } from "../api/resource-status.tsx";
import { useCommand } from "../api/use-command.ts";
import { useResource } from "../api/use-resource.ts";
import { useRefusal } from "../session/use-refusal.ts";

/** The tenant's own account at Stripe through which the platform takes payments for it, and the way to connect it. */
export function ConnectedAccountCard(): ReactElement {
  const resource = useResource("/v1/connected-account", connectedAccountStatus);
  const command = useCommand();
  const off = useRefusal("admin") !== null || command.pending;
  const account = resource.data?.account ?? null;
  const connect = async () => {
    const body = { returnUrl: location.href };
    const path = "/v1/connected-account/links";
    const made = await command.run({ path, method: "POST", body, schema: connectedAccountLink });
    if (made !== null) location.assign(made.link);
  };
  return (
    <section className="card" aria-labelledby="connected">
      <h2 id="connected">Payments through this platform</h2>
      <ResourceStatus resource={resource} />
      {resource.data && account === null && (
        <p>
          Connect an account at Stripe, and customers pay you through it: the account, its money and its customers are
          yours. Stripe asks who you are.
        </p>
      )}
      {account && (
        <dl className="facts">
          <div>
            <dt>Account</dt>
            <dd>
              <code>{account.id}</code>
            </dd>
          </div>
          <div>
            <dt>State</dt>
            <dd>
              {account.ready ? "takes payments" : account.submitted ? "Stripe is looking at it" : "not filled in yet"}
            </dd>
          </div>
          {account.due.length > 0 && (
            <div>
              <dt>Stripe still wants</dt>
              <dd>{account.due.map((name) => name.replaceAll(/[._]/g, " ")).join(", ")}</dd>
            </div>
          )}
        </dl>
      )}
      <FailureNote failure={command.failure} />
      {resource.data && !account?.ready && (
        <div className="actions">
          <button type="button" className="button primary" aria-disabled={off} onClick={() => !off && void connect()}>
            {command.pending ? "Asking Stripe…" : account === null ? "Connect Stripe" : "Go on at Stripe"}
          </button>
        </div>
      )}
    </section>
  );
}

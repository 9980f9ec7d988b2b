import type { ReactElement } from "react";
import { chooseScope } from "../api/api-scope.ts";
import { useSession } from "./session-context.ts";

/** Says whose data is shown, and turns to another workspace or environment. Nothing to choose without signing in. */
export function ScopeChoice(): ReactElement | null {
  const { person, tenant, tenants, environment } = useSession();
  if (person === null) return <p className="environment">This machine, test</p>;
  return (
    <div className="scope">
      <label>
        <span className="pricewright-hidden">Workspace</span>
        <select value={tenant} onChange={({ target }) => chooseScope({ tenant: target.value, environment })}>
          {tenants.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      </label>
      <label>
        <span className="pricewright-hidden">Environment</span>
        <select
          value={environment}
          data-environment={environment}
          onChange={({ target }) => chooseScope({ tenant, environment: target.value === "live" ? "live" : "test" })}
        >
          <option value="test">Test</option>
          <option value="live">Live</option>
        </select>
      </label>
    </div>
  );
}

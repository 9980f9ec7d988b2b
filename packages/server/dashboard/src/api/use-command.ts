import { useState } from "react";
import { type ApiRequest, callApi, type Failure } from "./call-api.ts";

/** Something that changes what the server holds. */
export interface Command {
  /** The answer, or null when it failed: `failure` then says why. */
  readonly run: <Data>(request: ApiRequest<Data>) => Promise<Data | null>;
  readonly pending: boolean;
  readonly failure: Failure | null;
  readonly forget: () => void;
}

/** Runs a change, and knows whether it runs and why it failed. */
export function useCommand(): Command {
  const [pending, setPending] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const run: Command["run"] = async (request) => {
    setPending(true);
    setFailure(null);
    const result = await callApi(request);
    setPending(false);
    if (result.ok) return result.data;
    setFailure(result.failure);
    return null;
  };
  return { run, pending, failure, forget: () => setFailure(null) };
}

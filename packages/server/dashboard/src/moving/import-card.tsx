import { type ReactElement, useState } from "react";
import { scopeHeaders } from "../api/api-scope.ts";
import type { Failure } from "../api/call-api.ts";
import { FailureNote } from "../api/failure-note.tsx";
import { Link } from "../navigation/link.tsx";
import { formatNumber, formatPercent } from "../numbers/format-numbers.ts";
import { RefusalNote } from "../session/refusal-note.tsx";
import { useSession } from "../session/session-context.ts";
import { useRefusal } from "../session/use-refusal.ts";
import { sendImport } from "./send-import.ts";

/** Takes in what another server exported, with word of how far it is. */
export function ImportCard(): ReactElement {
  const { environment } = useSession();
  const [file, setFile] = useState<File | null>(null);
  const [state, setState] = useState("");
  const [rows, setRows] = useState<number | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const busy = state !== "";
  const off = useRefusal("owner") !== null || busy || file === null;
  const run = async (chosen: File) => {
    setFailure(null);
    setRows(null);
    setState("Sending…");
    const result = await sendImport(chosen, scopeHeaders(), (share) =>
      setState(share < 1 ? `${formatPercent(share)} sent…` : "The server takes it in…"),
    );
    setState("");
    if (result.ok) setRows(result.taken.rows);
    else setFailure(result.failure);
  };
  return (
    <section className="card" aria-labelledby="import">
      <h2 id="import">Import</h2>
      <p>
        What another Pricewright server exported, into the {environment} environment, which must be empty. All of the
        file is taken in or nothing; whoever was shown a price keeps it.
      </p>
      <RefusalNote needs="owner" />
      <div className="form">
        <div className="field">
          <label htmlFor="import-file">Exported file</label>
          <input
            id="import-file"
            type="file"
            accept=".jsonl,.ndjson"
            onChange={({ target }) => setFile(target.files?.[0] ?? null)}
          />
        </div>
        <FailureNote failure={failure} />
        <div className="actions">
          <button
            type="button"
            className="button"
            aria-busy={busy}
            aria-disabled={off}
            onClick={() => !off && void run(file)}
          >
            {busy ? "Importing…" : "Import the file"}
          </button>
        </div>
        <p role="status">
          {state}
          {rows !== null && (
            <>
              Done: {formatNumber(rows)} rows were taken in. <Link href="/experiments">See the experiments</Link>
            </>
          )}
        </p>
      </div>
    </section>
  );
}

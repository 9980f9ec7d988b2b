import { type ReactElement, useState } from "react";
import { scopeHeaders } from "../api/api-scope.ts";
import { saveFile } from "../charts/save-file.ts";
import { PageTitle } from "../navigation/page-title.tsx";
import { formatNumber } from "../numbers/format-numbers.ts";
import { RefusalNote } from "../session/refusal-note.tsx";
import { useSession } from "../session/session-context.ts";
import { useRefusal } from "../session/use-refusal.ts";
import { EmptyCard } from "./empty-card.tsx";
import { ImportCard } from "./import-card.tsx";
import { readExport } from "./read-export.ts";

/** Takes everything of the environment to a file, with word of how far it is. */
export function ExportPage(): ReactElement {
  const { environment } = useSession();
  const refused = useRefusal("owner") !== null;
  const [state, setState] = useState("");
  const [busy, setBusy] = useState(false);
  const run = async () => {
    setBusy(true);
    setState("Asking the server…");
    const result = await readExport(scopeHeaders(), (bytes) =>
      setState(`${formatNumber(Math.ceil(bytes / 1024))} kB so far…`),
    );
    setBusy(false);
    if (!result.ok) return setState(result.message);
    saveFile(result.file, `pricewright-${environment}.jsonl`);
    setState(`Done: ${formatNumber(result.lines)} lines are in your downloads.`);
  };
  return (
    <>
      <PageTitle>Export and import</PageTitle>
      <section className="card" aria-labelledby="export">
        <h2 id="export">Export</h2>
        <p>
          Everything of the {environment} environment as JSON lines, without secrets: configuration, units with the
          prices they were shown, totals, and balances. Another Pricewright server takes it in.
        </p>
        <RefusalNote needs="owner" />
        <div className="actions">
          <button
            type="button"
            className="button primary"
            aria-disabled={busy || refused}
            onClick={() => !busy && !refused && void run()}
          >
            {busy ? "Exporting…" : "Export to a file"}
          </button>
        </div>
        <p role="status">{state}</p>
      </section>
      <ImportCard />
      <EmptyCard />
    </>
  );
}

import { type LedgerPage, ledgerPage } from "@pricewright/core/api";
import type { ReactElement } from "react";
import { usePages } from "../api/use-pages.ts";
import { formatCredits } from "../numbers/format-numbers.ts";
import { PagedTable } from "../tables/paged-table.tsx";
import { Moment } from "../times/moment.tsx";

/** Props of {@link Ledger}. */
export interface LedgerProps {
  /** Where the ledger is read. */
  readonly path: string;
}

const entriesOf = ({ entries }: LedgerPage) => entries;

/** Every move of an account's credits, oldest first. */
export function Ledger({ path }: LedgerProps): ReactElement {
  const pages = usePages(path, ledgerPage, entriesOf);
  return (
    <PagedTable
      caption="Moves of credits"
      pages={pages}
      empty={<p>No credit has moved yet. Give some by POST /v1/accounts/&lt;id&gt;/credits/grants.</p>}
      keyOf={({ sequence }) => String(sequence)}
      columns={[
        { title: "Move", cell: ({ sequence }) => sequence },
        { title: "When", cell: ({ effectiveAt }) => <Moment at={effectiveAt} /> },
        { title: "Why", cell: ({ reason }) => reason.replaceAll("-", " ") },
        { title: "Credits", numeric: true, cell: ({ amount }) => formatCredits(amount) },
        { title: "From", cell: ({ from }) => from },
        { title: "To", cell: ({ to }) => to },
        { title: "Grant", cell: ({ grant }) => grant ?? "–" },
      ]}
    />
  );
}

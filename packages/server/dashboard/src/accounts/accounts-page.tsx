import { type AccountList, accountList } from "@pricewright/core/api";
import type { ReactElement } from "react";
import { usePages } from "../api/use-pages.ts";
import { Link } from "../navigation/link.tsx";
import { PageTitle } from "../navigation/page-title.tsx";
import { navigate } from "../navigation/use-route.ts";
import { PagedTable } from "../tables/paged-table.tsx";
import { Moment } from "../times/moment.tsx";

const accountsOf = ({ accounts }: AccountList) => accounts;
const pathOf = (id: string) => `/accounts/${encodeURIComponent(id)}`;

/** The tenant's customers. */
export function AccountsPage(): ReactElement {
  const pages = usePages("/v1/accounts", accountList, accountsOf);
  return (
    <>
      <PageTitle>Accounts</PageTitle>
      <search className="filters">
        <form
          onSubmit={(event) => {
            event.preventDefault();
            const id = new FormData(event.currentTarget).get("id");
            if (typeof id === "string" && id !== "") navigate(pathOf(id));
          }}
        >
          <label>
            <span className="pricewright-hidden">Id of an account</span>
            <input type="search" name="id" placeholder="Go to an account by its id" required />
          </label>
          <button type="submit" className="button">
            Open
          </button>
        </form>
      </search>
      <PagedTable
        caption="Accounts"
        pages={pages}
        empty={
          <div className="empty">
            <h2>No account yet</h2>
            <p>An account appears when you give it credits, or when a visitor becomes one by POST /v1/identify.</p>
          </div>
        }
        keyOf={({ id }) => id}
        columns={[
          { title: "Account", cell: ({ id }) => <Link href={pathOf(id)}>{id}</Link> },
          { title: "Plan", cell: ({ plan }) => plan ?? "–" },
          {
            title: "Price list",
            cell: ({ catalogVersion }) => (catalogVersion === null ? "the newest" : `version ${catalogVersion}`),
          },
          { title: "Since", cell: ({ createdAt }) => <Moment at={createdAt} /> },
        ]}
      />
    </>
  );
}

import type { ReactElement } from "react";
import { Link } from "./link.tsx";
import { PageTitle } from "./page-title.tsx";

/** Shown at addresses that name no page. */
export function NotFound(): ReactElement {
  return (
    <>
      <PageTitle>Page not found</PageTitle>
      <p>
        There is nothing at this address. Go to the <Link href="/">overview</Link>, or to the{" "}
        <Link href="/experiments">list of experiments</Link>.
      </p>
    </>
  );
}

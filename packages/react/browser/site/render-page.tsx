import { renderToString } from "react-dom/server";
import type { PageRequest } from "./page-request.ts";
import { SitePage } from "./site-page.tsx";

/** The markup of a page under test, as a server makes it. */
export function renderPage(request: PageRequest): string {
  return renderToString(<SitePage request={request} />);
}

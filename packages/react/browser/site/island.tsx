import { hydrateRoot } from "react-dom/client";
import type { PageRequest } from "./page-request.ts";
import { SitePage } from "./site-page.tsx";

window.exposures = [];
const root = document.getElementById("root") as HTMLElement;
hydrateRoot(
  root,
  <SitePage
    request={JSON.parse(document.getElementById("request")?.textContent ?? "") as PageRequest}
    onExposure={(exposure) => window.exposures.push({ exposure, at: performance.now() })}
  />,
  { onRecoverableError: (error) => console.error(error) },
);
requestIdleCallback(() => {
  document.documentElement.dataset.ready = "";
});

import { hydrateRoot } from "react-dom/client";
import { type SiteName, SitePage } from "./site-page.tsx";

window.exposures = [];
const root = document.getElementById("root") as HTMLElement;
hydrateRoot(
  root,
  <SitePage
    name={root.dataset.name as SiteName}
    onExposure={(exposure) => window.exposures.push({ exposure, at: performance.now() })}
  />,
  { onRecoverableError: (error) => console.error(error) },
);
requestIdleCallback(() => {
  document.documentElement.dataset.ready = "";
});

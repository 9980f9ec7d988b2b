import "@pricewright/react/styles.css";
import "./dashboard.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { config } from "zod";

// The server's content security policy allows no code from strings, so schemas must not try; known before any is made.
config({ jitless: true });
const { Dashboard } = await import("./dashboard.tsx");

createRoot(document.getElementById("root") as HTMLElement).render(
  <StrictMode>
    <Dashboard />
  </StrictMode>,
);

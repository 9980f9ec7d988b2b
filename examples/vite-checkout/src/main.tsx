import "@pricewright/react/styles.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { PricingPage } from "./pricing-page.tsx";
import "./styles.css";
import { ThanksPage } from "./thanks-page.tsx";

const root = document.getElementById("root") as HTMLElement;
createRoot(root).render(<StrictMode>{location.pathname === "/thanks" ? <ThanksPage /> : <PricingPage />}</StrictMode>);

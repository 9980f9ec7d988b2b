import { type ReactElement, useState } from "react";
import { ScopeChoice } from "../session/scope-choice.tsx";
import { SignOutButton } from "../session/sign-out-button.tsx";
import { Link } from "./link.tsx";
import { useRoute } from "./use-route.ts";

const GROUPS = [
  {
    title: "Prices",
    pages: [
      ["/", "Overview", ["overview"]],
      ["/experiments", "Experiments", ["experiments", "experiment", "set-up", "new-experiment"]],
      ["/events", "Events", ["events"]],
      ["/catalog", "Price list", ["catalog"]],
    ],
  },
  {
    title: "Money",
    pages: [
      ["/margin", "Margin", ["margin"]],
      ["/accounts", "Accounts", ["accounts", "account"]],
      ["/units", "One unit’s story", ["units", "unit"]],
    ],
  },
  {
    title: "Workspace",
    pages: [
      ["/keys", "API keys", ["keys"]],
      ["/providers", "Payment providers", ["providers"]],
      ["/webhooks", "Webhooks", ["webhooks", "webhook"]],
      ["/team", "Team", ["team"]],
      ["/billing", "Plan and quota", ["billing"]],
      ["/audit", "Audit", ["audit"]],
      ["/export", "Export and import", ["export"]],
      ["/workspace", "Workspace", ["workspace"]],
    ],
  },
] as const;

/** The way to every page, whose data it is, and who looks at it. On narrow screens it opens from a button. */
export function Menu(): ReactElement {
  const [open, setOpen] = useState(false);
  const { page } = useRoute();
  return (
    <header className="menu" data-open={open}>
      <div className="menu-top">
        <Link className="brand" href="/">
          Pricewright
        </Link>
        <button
          type="button"
          className="button small menu-button"
          aria-expanded={open}
          aria-controls="pages"
          onClick={() => setOpen(!open)}
        >
          Menu
        </button>
      </div>
      <div className="menu-body" id="pages">
        <ScopeChoice />
        {/* A page was chosen: the menu has done its work. */}
        <nav aria-label="Pages" onClickCapture={() => setOpen(false)}>
          {GROUPS.map(({ title, pages }) => (
            <div key={title}>
              <p className="menu-title" id={`menu-${title}`}>
                {title}
              </p>
              <ul aria-labelledby={`menu-${title}`}>
                {pages.map(([href, text, names]) => (
                  <li key={href}>
                    <Link href={href} current={(names as readonly string[]).includes(page)}>
                      {text}
                    </Link>
                  </li>
                ))}
              </ul>
            </div>
          ))}
        </nav>
        <SignOutButton />
      </div>
    </header>
  );
}

import { type ReactElement, Suspense } from "react";
import { useApiScope } from "./api/api-scope.ts";
import { Menu } from "./navigation/menu.tsx";
import { Page } from "./navigation/page.tsx";
import { Shortcuts } from "./navigation/shortcuts.tsx";
import { useRoute } from "./navigation/use-route.ts";
import { Notices } from "./notices/notices.tsx";
import { NewPassword } from "./session/new-password.tsx";
import { SignedIn } from "./session/signed-in.tsx";
import { StartPage } from "./session/start-page.tsx";
import { DeletionNote } from "./workspace/deletion-note.tsx";

/** The whole dashboard: pages for everybody, and behind the sign-in the menu and the page that the address names. */
export function Dashboard(): ReactElement {
  const route = useRoute();
  const { tenant, environment } = useApiScope();
  if (route.page === "start") return <StartPage />;
  if (route.page === "new-password") return <NewPassword />;
  // What was read of one tenant or environment is forgotten when another is chosen.
  return (
    <SignedIn key={`${tenant} ${environment}`}>
      <a className="skip" href="#main">
        Skip to the page
      </a>
      <div className="frame">
        <Menu />
        <main id="main" tabIndex={-1}>
          <Notices>
            <DeletionNote />
            <Suspense fallback={<p className="quiet">Loading…</p>}>
              <Page route={route} />
            </Suspense>
          </Notices>
        </main>
      </div>
      <Shortcuts />
    </SignedIn>
  );
}

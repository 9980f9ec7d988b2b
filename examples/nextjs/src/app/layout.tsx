import "@pricewright/react/styles.css";
import type { Metadata } from "next";
import Link from "next/link";
import type { ReactElement, ReactNode } from "react";
import "./globals.css";

export const metadata: Metadata = { title: { default: "Gist", template: "%s · Gist" } };

export default function Layout({ children }: { readonly children: ReactNode }): ReactElement {
  return (
    <html lang="en">
      <body>
        <header>
          <Link className="brand" href="/" prefetch={false}>
            Gist
          </Link>
          <nav aria-label="Pages">
            <Link href="/" prefetch={false}>
              Pricing
            </Link>
            <Link href="/credits" prefetch={false}>
              Credits
            </Link>
            <Link href="/results" prefetch={false}>
              Results
            </Link>
          </nav>
        </header>
        <main>{children}</main>
      </body>
    </html>
  );
}

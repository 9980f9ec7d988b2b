import type { Metadata } from "next";
import Link from "next/link";
import type { ReactElement } from "react";

export const metadata: Metadata = { title: "Thank you" };

export default function ThanksPage(): ReactElement {
  return (
    <>
      <h1>Thank you</h1>
      <p className="lead">It was paid at the price that you saw. A pack’s credits are there already.</p>
      <p>
        <Link href="/credits" prefetch={false}>
          To your credits
        </Link>
      </p>
    </>
  );
}

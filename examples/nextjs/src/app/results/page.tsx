import { DecisionSummary, ResultsTable } from "@pricewright/react/charts";
import type { Metadata } from "next";
import { connection } from "next/server";
import type { ReactElement } from "react";
import { shop } from "../../shop/shop.ts";

export const metadata: Metadata = { title: "Results" };

/** What the price test says so far. Your own page keeps it behind your sign-in. */
export default async function ResultsPage(): Promise<ReactElement> {
  await connection();
  await shop.pricing.flush();
  const response = await shop.pricing.results("newsroom-price");
  return (
    <>
      <h1>Results</h1>
      <DecisionSummary response={response} />
      <ResultsTable report={response.report} />
    </>
  );
}

import { type DocumentLabels, englishLabels } from "@pricewright/core/catalog";
import type { PricingMessages } from "../../src/index.ts";

/** A whole German dictionary. */
export const germanMessages: PricingMessages = {
  choose: "{plan} wählen",
  chooseName: "{plan} wählen, {price}, {period}",
  periods: { once: "einmalig", month: "pro Monat", year: "pro Jahr" },
  intervals: { once: "Einmalig", month: "Monatlich", year: "Jährlich" },
  intervalLegend: "Abrechnung",
  intervalAnnouncement: "Preise, {interval}: {prices}",
  planPrice: "{plan} {price} {period}",
  listSeparator: ", ",
  otherPrice: "oder {price} {period}",
  formerPrice: "vorher {price}",
  noPrice: "Preis auf Anfrage",
  contact: "{plan} anfragen",
  highlighted: "Empfohlen",
  features: "In {plan} enthalten",
  extras: "Was zu {plan} hinzukommt",
  plans: "Tarife und Preise",
  withdrawn: "Ein Preis, den Sie gesehen haben, gilt nicht mehr. Laden Sie die Seite neu.",
  checkoutFailed: "Die Kasse ließ sich nicht öffnen. Es wurde nichts berechnet. Versuchen Sie es noch einmal.",
  packs: "Guthabenpakete",
  buyPack: "Guthaben kaufen",
  currency: "Währung",
  showCurrency: "Preise zeigen",
  currencyAnnouncement: "Preise in {currency}: {prices}",
  currencyFailed: "Preise in dieser Währung ließen sich nicht laden.",
  comparison: "Tarife vergleichen",
  feature: "Leistung",
  included: "Enthalten",
  notIncluded: "Nicht enthalten",
  upgrade: "Zu {plan} wechseln",
};

/** German words of the documents' labels. */
export const germanLabels: DocumentLabels = {
  ...englishLabels,
  unlimited: "unbegrenzt",
  includedCredits: "{credits} Credits {interval}",
  intervals: { once: "einmalig", month: "pro Monat", year: "pro Jahr" },
  packCredits: "{credits} Credits",
  packBonus: "{credits} Credits, davon {bonus} geschenkt",
  trial: { one: "{days} Tag kostenlos", other: "{days} Tage kostenlos" },
  perUnit: "{meter}: {price} pro {unit}",
};

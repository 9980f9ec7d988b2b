import { type DocumentLabels, englishLabels } from "@pricewright/core/catalog";
import type { PricingMessages } from "../../src/index.ts";

/** A whole Arabic dictionary. */
export const arabicMessages: PricingMessages = {
  choose: "اختر {plan}",
  chooseName: "اختر {plan}، {price}، {period}",
  periods: { once: "دفعة واحدة", month: "شهريًا", year: "سنويًا" },
  intervals: { once: "مرة واحدة", month: "شهري", year: "سنوي" },
  intervalLegend: "فترة الفوترة",
  intervalAnnouncement: "تُعرض الأسعار، {interval}: {prices}",
  planPrice: "{plan} {price} {period}",
  listSeparator: "، ",
  otherPrice: "أو {price} {period}",
  formerPrice: "كان {price}",
  noPrice: "السعر عند الطلب",
  contact: "استفسر عن {plan}",
  highlighted: "موصى به",
  features: "يشمل {plan}",
  extras: "يُدفع إضافةً إلى {plan}",
  plans: "الخطط والأسعار",
  withdrawn: "لم يعد أحد الأسعار المعروضة متاحًا. أعد تحميل الصفحة.",
  checkoutFailed: "لم تُفتح صفحة الدفع ولم يُخصم شيء. حاول مرة أخرى.",
  packs: "حزم الرصيد",
  buyPack: "شراء رصيد",
  currency: "العملة",
  showCurrency: "عرض الأسعار",
  currencyAnnouncement: "الأسعار بعملة {currency}: {prices}",
  currencyFailed: "تعذّر تحميل الأسعار بهذه العملة.",
  comparison: "مقارنة الخطط",
  feature: "الميزة",
  included: "مشمول",
  notIncluded: "غير مشمول",
  upgrade: "الترقية إلى {plan}",
};

/** Arabic words of the documents' labels: the language has six plural forms. */
export const arabicLabels: DocumentLabels = {
  ...englishLabels,
  unlimited: "بلا حدود",
  includedCredits: "{credits} رصيد {interval}",
  intervals: { once: "مرة واحدة", month: "شهريًا", year: "سنويًا" },
  packCredits: "{credits} رصيد",
  packBonus: "{credits} رصيد، منها {bonus} مجانًا",
  trial: {
    one: "يوم واحد مجانًا",
    two: "يومان مجانًا",
    few: "{days} أيام مجانًا",
    many: "{days} يومًا مجانًا",
    other: "{days} يوم مجانًا",
  },
  perUnit: "{meter}: {price} لكل {unit}",
};

import { type ChartFormats, chartFormats } from "@pricewright/react/charts";
import { READER_LOCALE } from "../numbers/reader-locale.ts";

/** Numbers and days of charts and results in the reader's language. */
export const READER_FORMATS: ChartFormats = chartFormats(READER_LOCALE);

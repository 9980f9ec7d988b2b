/** The reader's language, in which numbers and days are written. */
export const READER_LOCALE: string = navigator.language;

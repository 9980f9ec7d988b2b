/** Hands a file to the reader's downloads. */
export function saveFile(file: Blob, name: string): void {
  const address = URL.createObjectURL(file);
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  // The download has begun with the click; the memory is given back once it surely has the file.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

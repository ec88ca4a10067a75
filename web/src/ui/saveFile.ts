/** Hands bytes or text to the browser as a file to keep. */
export function saveFile(name: string, content: Uint8Array<ArrayBuffer> | string, mediaType: string): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(new Blob([content], { type: mediaType }))
  link.download = name
  link.click()
  // The click only begins the saving, which reads the address a moment later.
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000)
}

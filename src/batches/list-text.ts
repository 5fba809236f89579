/** Why there is no text in what was sent. */
export type NotText = 'empty' | 'spreadsheet' | 'notText'

export type DecodedList = { ok: true; text: string } | { ok: false; problem: NotText }

/**
 * The text of a file as spreadsheets write them: UTF-8, UTF-16 with its mark, and what is not valid
 * UTF-8 is Windows-1252, as Excel in Norway saves it.
 */
export function decodeList(bytes: Uint8Array): DecodedList {
  if (bytes.length === 0) return { ok: false, problem: 'empty' }
  const [first, second] = bytes
  if (first === 0x50 && second === 0x4b) return { ok: false, problem: 'spreadsheet' } // a zip: xlsx
  if (first === 0xd0 && second === 0xcf) return { ok: false, problem: 'spreadsheet' } // the old xls

  const text = new TextDecoder(encodingOf(bytes)).decode(bytes)
  if (text.includes('\0')) return { ok: false, problem: 'notText' }
  return text.trim() === '' ? { ok: false, problem: 'empty' } : { ok: true, text }
}

function encodingOf(bytes: Uint8Array): string {
  const [first, second] = bytes
  if (first === 0xff && second === 0xfe) return 'utf-16le'
  if (first === 0xfe && second === 0xff) return 'utf-16be'
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return 'utf-8'
  } catch {
    return 'windows-1252'
  }
}

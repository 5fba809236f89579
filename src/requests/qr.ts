import { encode } from 'uqr'

/** What a reader needs around the code, in modules. */
const QUIET_ZONE = 4

/** A drawing of dark squares on white; its unit is one square. */
export interface QrCode {
  /** With the quiet zone. */
  size: number
  /** The dark squares, row by row, as an SVG path. */
  path: string
}

/** The text as a QR code that stands being printed, and photographed from a screen. */
export function qrCodeOf(text: string): QrCode {
  const { data, size } = encode(text, { ecc: 'M', border: QUIET_ZONE })
  const path = data
    .flatMap((row, y) => runsIn(row).map(([x, length]) => `M${x} ${y}h${length}v1h-${length}z`))
    .join('')
  return { size, path }
}

/** Where dark squares stand side by side: from where, and how many. */
function runsIn(row: readonly boolean[]): [x: number, length: number][] {
  const runs: [number, number][] = []
  row.forEach((isDark, x) => {
    const last = runs.at(-1)
    if (!isDark) return
    if (last && last[0] + last[1] === x) last[1]++
    else runs.push([x, 1])
  })
  return runs
}

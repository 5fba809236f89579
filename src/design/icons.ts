import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'

const NAMES = [
  'ArrowLeft',
  'ArrowRight',
  'ArrowsCirclepath',
  'Buildings3',
  'Checkmark',
  'CheckmarkCircle',
  'Clipboard',
  'ClockDashed',
  'Cloud',
  'Code',
  'ExclamationmarkTriangle',
  'ExternalLink',
  'Eye',
  'Files',
  'Globe',
  'Hourglass',
  'InformationSquare',
  'KeyHorizontal',
  'Link',
  'MagnifyingGlass',
  'MinusCircle',
  'Monitor',
  'Moon',
  'PadlockLocked',
  'PersonGroup',
  'Presentation',
  'Receipt',
  'ShieldCheckmark',
  'Sun',
  'Terminal',
  'Truck',
  'Wallet',
  'XMark',
  'XMarkOctagon',
] as const

export type IconName = (typeof NAMES)[number]

/** The markup of an icon. It is decoration: the words beside it carry the meaning. */
export type Icon = (name: IconName) => string

const require = createRequire(import.meta.url)

/**
 * Reads every icon once, so that a page never waits for a file.
 *
 * @throws when a name is unknown: here for those in the list, in `icon()` for any other
 * @see https://aksel.nav.no/ikoner
 */
export function createIcons(names: readonly string[] = NAMES): Icon {
  const markup = new Map(names.map(name => [name, readIcon(name)]))
  return name => {
    const known = markup.get(name)
    if (known === undefined) throw new Error(`There is no icon called ${name} in design/icons.ts`)
    return known
  }
}

const readIcon = (name: string): string =>
  readFileSync(require.resolve(`@navikt/aksel-icons/svg/${name}.svg`), 'utf8')
    .replace(/ (width|height|xmlns)="[^"]*"/g, '')
    .replace('<svg', '<svg class="ds-icon" aria-hidden="true" focusable="false"')
    .replace(/\n/g, '')

/** The languages the formats know. Texts are somebody else's. */
export type Language = 'nb' | 'en'

export interface Formats {
  locale: string
  /** `20. november 2026 kl. 09.00`, Norwegian time. Instants are epoch milliseconds. */
  dateTime: (instant: number) => string
  /** `20. november 2026` */
  date: (instant: number) => string
  /** `20.11.2026 kl. 09.00`, for tables */
  shortDateTime: (instant: number) => string
  /** `20.11.2026`, for tables */
  shortDate: (instant: number) => string
  /** `09.00` */
  time: (instant: number) => string
  /** `november 2026` */
  month: (instant: number) => string
  /** `nov.`, without the year */
  shortMonth: (instant: number) => string
  /** `38 440`, whole */
  number: (value: number) => string
  /** Norwegian kroner, with decimals only when there are any: `38 440 kr`. */
  money: (kroner: number) => string
  /** `203 ms`, `1,5 s`, `1 min 48 s` */
  duration: (milliseconds: number) => string
  /** `a, b og c` */
  list: (words: readonly string[]) => string
  plural: (count: number) => 'one' | 'other'
}

const NO_BREAK_SPACE = '\u00a0'

const made = new Map<Language, Formats>()

/** Made when first asked for, once per language: `Intl` formatters are costly to make. */
export function formatsFor(language: Language): Formats {
  const formats = made.get(language) ?? formatsOf(language)
  made.set(language, formats)
  return formats
}

function formatsOf(language: Language): Formats {
  const { locale, clock, withTime, withShortTime, kroner } = WORDINGS[language]
  const zone = { timeZone: 'Europe/Oslo' }
  const long = new Intl.DateTimeFormat(locale, { ...zone, dateStyle: 'long' })
  const short = new Intl.DateTimeFormat(locale, {
    ...zone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  })
  const month = new Intl.DateTimeFormat(locale, { ...zone, year: 'numeric', month: 'long' })
  const shortMonth = new Intl.DateTimeFormat(locale, { ...zone, month: 'short' })
  const hours = new Intl.DateTimeFormat('en-GB', { ...zone, hour: '2-digit', minute: '2-digit' })
  const whole = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 })
  const exact = new Intl.NumberFormat(locale, {
    minimumFractionDigits: 2,
    maximumFractionDigits: 2,
  })
  const tenths = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 })
  const words = new Intl.ListFormat(locale, { type: 'conjunction' })
  const plurals = new Intl.PluralRules(locale)

  const time = (instant: number) => hours.format(instant).replace(':', clock)

  return {
    locale,
    time,
    date: instant => long.format(instant),
    dateTime: instant => withTime(long.format(instant), time(instant)),
    shortDate: instant => short.format(instant),
    shortDateTime: instant => withShortTime(short.format(instant), time(instant)),
    month: instant => month.format(instant),
    shortMonth: instant => shortMonth.format(instant),
    number: value => whole.format(value),
    money: amount => {
      const rounded = Math.round(amount * 100) / 100 + 0 // + 0, or a rounded −0.001 keeps its sign
      return kroner((Number.isInteger(rounded) ? whole : exact).format(rounded))
    },
    duration: milliseconds => {
      if (milliseconds < 999.5) return `${Math.round(milliseconds)} ms`
      const seconds = Math.round(milliseconds / 1000)
      if (seconds < 60) return `${tenths.format(milliseconds / 1000)} s`
      return `${Math.floor(seconds / 60)} min ${seconds % 60} s`
    },
    list: items => words.format(items),
    plural: count => (plurals.select(count) === 'one' ? 'one' : 'other'),
  }
}

/** What `Intl` does not know, or words differently from one version of its data to the next. */
const WORDINGS = {
  nb: {
    locale: 'nb-NO',
    clock: '.',
    withTime: (date: string, time: string) => `${date} kl. ${time}`,
    withShortTime: (date: string, time: string) => `${date} kl. ${time}`,
    kroner: (amount: string) => `${amount}${NO_BREAK_SPACE}kr`,
  },
  en: {
    locale: 'en-GB',
    clock: ':',
    withTime: (date: string, time: string) => `${date} at ${time}`,
    withShortTime: (date: string, time: string) => `${date} ${time}`,
    kroner: (amount: string) => `NOK${NO_BREAK_SPACE}${amount}`,
  },
} as const

/** `310 261 629`, with spaces that do not break. What is not nine digits comes back as it is. */
export const spacedOrganisationNumber = (digits: string): string =>
  digits.replace(/^(\d{3})(\d{3})(\d{3})$/, ['$1', '$2', '$3'].join(NO_BREAK_SPACE))

/**
 * Registers write names in capitals: `RASK EKTE TIGER AS` becomes `Rask Ekte Tiger AS`. A name with
 * a small letter in it was written by a person, and is left alone.
 */
export function companyName(name: string): string {
  const tidy = name.trim().replace(/\s+/g, ' ')
  if (/^\d{9}$/.test(tidy)) return spacedOrganisationNumber(tidy) // where nobody knew the name
  if (/\p{Ll}/u.test(tidy)) return tidy
  return tidy.replace(/\p{L}+/gu, (word, position: number) => {
    if (COMPANY_FORMS.has(word)) return word
    const small = word.toLowerCase()
    if (position > 0 && SMALL_WORDS.has(small)) return small
    return word.charAt(0) + small.slice(1)
  })
}

const COMPANY_FORMS = new Set(
  'AL ANS AS ASA BA BBL BRL DA ENK ESEK FKF FLI HF IKS KF KS NUF PRE RHF SA SE SF STI'.split(' '),
)
const SMALL_WORDS = new Set(['av', 'for', 'i', 'og', 'på', 'ved'])

/** The name, or the number of one whose name nobody has told. */
export const nameOrNumber = ({
  name,
  organisationNumber,
}: {
  name: string | null
  organisationNumber: string
}): string => (name ? companyName(name) : spacedOrganisationNumber(organisationNumber))

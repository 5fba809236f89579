import type { Speech } from '../web/speech.js'
import type { Claim, Translated } from './claims.js'

/*
 * How what Skatteetaten says is told to a visitor: names, days, amounts and account numbers.
 */

/** A text of Skatteetaten's. */
export interface Named {
  text: string
  /** Its language when that is not the visitor's: mostly `nb`. */
  lang?: string | undefined
}

/** Skatteetaten's own words, in the visitor's language when it has them. */
export function nameOf(claim: Claim, speech: Speech): Named {
  const described = wordsIn(claim.kravbeskrivelse, speech)
  const name = described?.text ?? claim.kravtype ?? speech.t.overview.claims.unnamed
  const lang = described?.lang ?? (claim.kravtype ? 'nb' : speech.language)
  const period = periodOf(claim, name, speech)
  return {
    text: period ? `${name}, ${period}` : name,
    lang: lang === speech.language ? undefined : lang,
  }
}

/**
 * «juli–august 2026» of a claim for some months. Other claims have a period too, of which their own
 * name says more: «Arbeidsgiveravgift - 2026/5» has one called «Termin».
 */
function periodOf({ kravperiode }: Claim, name: string, speech: Speech): string | undefined {
  const months = wordsIn(kravperiode?.periodeBeskrivelse, speech)?.text
  if (months === undefined || !kravperiode?.fraDato || name.includes(months)) return undefined
  return [months.replace(' - ', '–'), kravperiode.aar].filter(Boolean).join(' ')
}

export function wordsIn(text: Translated | undefined, { language }: Speech) {
  const all = text?.spraakTekst ?? []
  const best =
    all.find(({ spraak }) => spraak === language) ??
    all.find(({ spraak }) => spraak === 'nb') ??
    all[0]
  return best?.tekst ? { text: best.tekst, lang: best.spraak ?? 'nb' } : undefined
}

/** `12.10.2026`; what is no day is shown as received, and nothing as a dash. */
export function dayIn(day: string, speech: Speech): string {
  const instant = /^\d{4}-\d{2}-\d{2}$/.test(day) ? Date.parse(`${day}T12:00:00Z`) : NaN
  return Number.isNaN(instant) ? day || '–' : speech.shortDate(instant)
}

export const amountOr = (kroner: number | undefined, speech: Speech) =>
  kroner === undefined ? '–' : speech.money(kroner)

/** `YYYY-MM-DD` in Norway. */
export const dayOf = (instant: number) => OSLO_DAY.format(instant)
const OSLO_DAY = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Oslo' })

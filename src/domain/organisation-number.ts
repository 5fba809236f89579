/** Nine digits with a valid check digit, from the range of its world. */
export type OrganisationNumber = string & { readonly brand: 'OrganisationNumber' }

/**
 * Real organisations begin with 8 or 9. Tenor, the register of test data, gives its synthetic ones
 * 2 or 3, so that nobody asks a real company for anything from a test environment.
 */
export type World = 'real' | 'synthetic'

export type OrganisationNumberProblem =
  'empty' | 'notNineDigits' | 'wrongCheckDigit' | 'realNumberInTest' | 'testNumberInProduction'

export type ReadOrganisationNumber =
  { ok: true; value: OrganisationNumber } | { ok: false; problem: OrganisationNumberProblem }

/**
 * Reads what a person typed. Blanks, dots and the `NO…MVA` of a VAT number are taken away; the
 * no-break space is among them because our own pages print it, and people copy from there.
 * Everything else must be nine ASCII digits: hidden characters and line breaks are refused.
 */
export function readOrganisationNumber(typed: string, world: World): ReadOrganisationNumber {
  const bare = typed
    .replace(/[ .\u00a0\u202f]/g, '')
    .replace(/^NO(?=[0-9])/i, '')
    .replace(/(?<=[0-9])MVA$/i, '')
  if (bare === '') return { ok: false, problem: 'empty' }
  if (!/^[0-9]{9}$/.test(bare)) return { ok: false, problem: 'notNineDigits' }
  if (!hasValidCheckDigit(bare)) return { ok: false, problem: 'wrongCheckDigit' }
  if (/^[89]/.test(bare))
    return world === 'real' ? accepted(bare) : { ok: false, problem: 'realNumberInTest' }
  if (/^[23]/.test(bare))
    return world === 'synthetic' ? accepted(bare) : { ok: false, problem: 'testNumberInProduction' }
  return { ok: false, problem: 'wrongCheckDigit' }
}

/** True for nine digits of either world whose last digit is right (modulus 11). */
export const isOrganisationNumber = (text: string): text is OrganisationNumber =>
  /^[2389][0-9]{8}$/.test(text) && hasValidCheckDigit(text)

const WEIGHTS = [3, 2, 7, 6, 5, 4, 3, 2]

function hasValidCheckDigit(nineDigits: string): boolean {
  const sum = WEIGHTS.reduce((total, weight, i) => total + weight * Number(nineDigits[i]), 0)
  const control = (11 - (sum % 11)) % 11
  return control === Number(nineDigits[8]) // 10 is no digit, so such a number never matches
}

const accepted = (value: string) => ({ ok: true, value: value as OrganisationNumber }) as const

/** Where Altinn's lists surprise. A client that copes with the real quirks copes with Altinn. */
export interface Quirks {
  /** A list of requests loses the first item of every page after the first. */
  followingPagesSkipTheirFirst: boolean
  /** Page two of the change requests is page one again, with the same `next`. */
  changeRequestPagesNeverAdvance: boolean
  /** `next` names a host inside Altinn that nobody outside can reach. */
  nextNamesInternalHost: boolean
  pageSize: number
}

export const REAL_QUIRKS: Readonly<Quirks> = {
  followingPagesSkipTheirFirst: true,
  changeRequestPagesNeverAdvance: true,
  nextNamesInternalHost: false,
  pageSize: 50,
}

export const quirksOf = ({ quirks }: { quirks?: Partial<Quirks> }): Quirks => ({
  ...REAL_QUIRKS,
  ...quirks,
})

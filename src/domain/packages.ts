/** The permissions SmartCloud can ask for, by our short name. */
export type ResourceKey = 'claims' | 'logistics' | 'salary'

/** What each permission is called in Altinn's resource registry. */
export const RESOURCE_IDS: Readonly<Record<ResourceKey, string>> = {
  claims: 'ske-krav-og-betalinger',
  logistics: 'ttd_systembruker-logistikk-demo',
  salary: 'ttd_systembruker-salary',
}

export type PackageId = 'smartbasic' | 'smartstandard' | 'smartpluss' | 'smartpremium'

export interface Package {
  readonly id: PackageId
  readonly name: string
  /** Norwegian kroner a month; 0 means free for the first three months. */
  readonly monthlyPrice: number
  /** What the system user must be allowed to do; the larger packages add only modules of our own. */
  readonly resources: readonly ResourceKey[]
  readonly mostPopular?: true
}

export const PACKAGES: readonly Package[] = [
  { id: 'smartbasic', name: 'SmartBasic', monthlyPrice: 0, resources: ['claims', 'logistics'] },
  {
    id: 'smartstandard',
    name: 'SmartStandard',
    monthlyPrice: 609,
    resources: ['claims', 'logistics', 'salary'],
    mostPopular: true,
  },
  {
    id: 'smartpluss',
    name: 'SmartPluss',
    monthlyPrice: 930,
    resources: ['claims', 'logistics', 'salary'],
  },
  {
    id: 'smartpremium',
    name: 'SmartPremium',
    monthlyPrice: 1409,
    resources: ['claims', 'logistics', 'salary'],
  },
]

export const packageById = (id: string): Package | undefined =>
  PACKAGES.find(candidate => candidate.id === id)

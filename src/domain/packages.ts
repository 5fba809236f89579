/** The permissions SmartCloud can ask for, by our short name. */
export type ResourceKey = 'claims' | 'logistics' | 'salary'

/** What each permission is called in Altinn's resource registry. */
export const RESOURCE_IDS: Readonly<Record<ResourceKey, string>> = {
  claims: 'ske-krav-og-betalinger',
  logistics: 'ttd_systembruker-logistikk-demo',
  salary: 'ttd_systembruker-salary',
}

/** The access packages that only a system user for clients can have, as the last part of the urn. */
export type AgentPackageKey = 'regnskapsforer-uten-signeringsrettighet' | 'regnskapsforer-lonn'

/** The name Altinn knows an access package by. */
export const accessPackageUrn = (key: string): string => `urn:altinn:accesspackage:${key}`

/** Everything that has a name and an explanation in our texts. */
export type PermissionKey = ResourceKey | AgentPackageKey

export type PackageId =
  'smartbasic' | 'smartstandard' | 'smartpluss' | 'smartpremium' | 'smartklient'

/** What a request was made from: a package, or permissions that somebody of ours chose one by one. */
export type AskedPackage = PackageId | 'chosen'

export interface Package {
  readonly id: PackageId
  readonly name: string
  /** Norwegian kroner a month; 0 means free for the first three months. */
  readonly monthlyPrice: number
  /** What the system user must be allowed to do; the larger packages add only modules of our own. */
  readonly resources: readonly ResourceKey[]
  /** For those who work for clients: what each client must have given them. */
  readonly agentPackages?: readonly AgentPackageKey[]
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

/**
 * For accountants: a system user for clients has access packages and never single permissions, and
 * what it may do for a client is decided client by client.
 */
export const CLIENT_PACKAGE: Package & { readonly agentPackages: readonly AgentPackageKey[] } = {
  id: 'smartklient',
  name: 'SmartKlient',
  monthlyPrice: 1290,
  resources: [],
  agentPackages: ['regnskapsforer-uten-signeringsrettighet', 'regnskapsforer-lonn'],
}

export const packageById = (id: string): Package | undefined =>
  [...PACKAGES, CLIENT_PACKAGE].find(candidate => candidate.id === id)

/** Which kind of system user a package asks for. */
export const kindOf = (packageId: string): 'standard' | 'agent' =>
  packageId === CLIENT_PACKAGE.id ? 'agent' : 'standard'

/** All that a package asks for. */
export const permissionsOf = ({ resources, agentPackages = [] }: Package): PermissionKey[] => [
  ...resources,
  ...agentPackages,
]

/** The same, by the names Altinn knows them by. */
export const permissionIdsOf = ({ resources, agentPackages = [] }: Package): string[] => [
  ...resources.map(key => RESOURCE_IDS[key]),
  ...agentPackages.map(accessPackageUrn),
]

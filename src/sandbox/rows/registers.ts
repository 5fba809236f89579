import type { AccessPackage, RegistryResource, Scope, Translated } from '../state/state.js'

/** What a vendor of systems orders from the scopes' owners. */
export const SCOPES_OF_A_VENDOR: readonly string[] = [
  'altinn:authentication/systemregister.write',
  'altinn:authentication/systemuser.request.read',
  'altinn:authentication/systemuser.request.write',
  'altinn:authorization/authorize',
  'altinn:systembruker.demo',
  'idporten:dcr.modify',
  'idporten:dcr.read',
  'idporten:dcr.write',
  'idporten:scopes.write',
  'skatteetaten:kravogbetalinger',
]

/** For tokens of people who have logged in. */
const SCOPES_FOR_LOGIN_ONLY = [
  'altinn:clientdelegations.read',
  'altinn:clientdelegations.write',
  'openid',
  'profile',
]

/** `vendors`: organisations to which the owners have granted what a vendor orders. */
export function scopesGrantedTo(...vendors: string[]): Scope[] {
  const grantedToNobody = [
    'altinn:authentication/systemregister.admin',
    'altinn:authorization/authorize.admin',
    'altinn:maskinporten/systemuser.read',
    'skatteetaten:innrapporteringaksjonaerregister',
  ]
  const scope = (name: string, maskinporten: boolean, grantedOrgs: string[]): Scope => ({
    name,
    maskinporten,
    accessibleForAll: false,
    grantedOrgs,
    ownerOrgNo: (name.startsWith('skatteetaten:') ? SKATTEETATEN : DIGDIR).orgNo,
  })
  return [
    ...SCOPES_OF_A_VENDOR.map(name => scope(name, true, [...vendors])),
    ...SCOPES_FOR_LOGIN_ONLY.map(name => scope(name, false, [...vendors])),
    ...grantedToNobody.map(name => scope(name, true, [])),
  ]
}

const SKATTEETATEN: RegistryResource['owner'] = {
  name: { nb: 'Skatteetaten', nn: 'Skatteetaten', en: 'The Norwegian Tax Administration' },
  orgNo: '974761076',
  orgCode: 'skd',
}
const TESTDEPARTEMENTET: RegistryResource['owner'] = {
  name: { nb: 'Testdepartementet', nn: 'Testdepartementet', en: 'Test Ministry' },
  orgNo: '991825827',
  orgCode: 'ttd',
}
const DIGDIR: RegistryResource['owner'] = {
  name: {
    nb: 'Digitaliseringsdirektoratet',
    nn: 'Digitaliseringsdirektoratet',
    en: 'Norwegian Digitalisation Agency',
  },
  orgNo: '991825827',
  orgCode: 'digdir',
}
const BRREG: RegistryResource['owner'] = {
  name: {
    nb: 'Brønnøysundregistrene',
    nn: 'Brønnøysundregistra',
    en: 'Brønnøysund Register Centre',
  },
  orgNo: '974760673',
  orgCode: 'brg',
}
const NAV: RegistryResource['owner'] = {
  name: { nb: 'Nav', nn: 'Nav', en: 'Nav' },
  orgNo: '889640782',
  orgCode: 'nav',
}

type ResourceRow = Omit<RegistryResource, 'accessPackages' | 'rightDescription'> & {
  rightDescription?: Translated
}

/**
 * The three resources SmartCloud uses, two the contract names, and invented ones, so that a search
 * finds something and that something is not delegable (`MaskinportenSchema`).
 */
const RESOURCES: ResourceRow[] = [
  {
    identifier: 'ske-krav-og-betalinger',
    title: { nb: 'Krav og betalinger', nn: 'Krav og betalingar', en: 'Claims and payments' },
    description: {
      nb: 'Innsyn i krav, innbetalinger og utbetalinger mellom virksomheten og Skatteetaten.',
      nn: 'Innsyn i krav, innbetalingar og utbetalingar mellom verksemda og Skatteetaten.',
      en: 'Access to claims, payments in and payments out between the organisation and the Tax Administration.',
    },
    rightDescription: {
      nb: 'Gir lesetilgang til krav og betalinger i Skatteetaten.',
      nn: 'Gir lesetilgang til krav og betalingar i Skatteetaten.',
      en: 'Gives read access to claims and payments at the Tax Administration.',
    },
    resourceType: 'GenericAccessResource',
    owner: SKATTEETATEN,
  },
  {
    identifier: 'ttd_systembruker-logistikk-demo',
    title: { nb: 'Logistikk', nn: 'Logistikk', en: 'Logistics' },
    description: {
      nb: 'Status for forsendelser, import, eksport og transitt.',
      nn: 'Status for sendingar, import, eksport og transitt.',
      en: 'The state of shipments, import, export and transit.',
    },
    rightDescription: {
      nb: 'Gir lesetilgang til virksomhetens logistikkopplysninger.',
      nn: 'Gir lesetilgang til logistikkopplysningane til verksemda.',
      en: "Gives read access to the organisation's logistics information.",
    },
    resourceType: 'GenericAccessResource',
    owner: TESTDEPARTEMENTET,
  },
  {
    identifier: 'ttd_systembruker-salary',
    title: { nb: 'Lønn', nn: 'Lønn', en: 'Salary' },
    description: {
      nb: 'Status og beløp for virksomhetens siste lønnskjøring.',
      nn: 'Status og beløp for den siste lønskøyringa til verksemda.',
      en: "The state and amount of the organisation's latest payroll.",
    },
    rightDescription: {
      nb: 'Gir lesetilgang til virksomhetens lønnsopplysninger.',
      nn: 'Gir lesetilgang til lønsopplysningane til verksemda.',
      en: "Gives read access to the organisation's payroll information.",
    },
    resourceType: 'GenericAccessResource',
    owner: TESTDEPARTEMENTET,
  },
  {
    identifier: 'app_ttd_endring-av-navn-v2',
    title: { nb: 'Endring av navn', nn: 'Endring av namn', en: 'Change of name' },
    description: {
      nb: 'Skjema for å melde nytt navn.',
      nn: 'Skjema for å melde nytt namn.',
      en: 'A form for a new name.',
    },
    resourceType: 'AltinnApp',
    owner: TESTDEPARTEMENTET,
  },
  {
    identifier: 'altinn_access_management',
    title: { nb: 'Tilgangsstyring', nn: 'Tilgangsstyring', en: 'Access management' },
    description: {
      nb: 'Gi og ta bort tilganger for virksomheten.',
      nn: 'Gi og ta bort tilgangar for verksemda.',
      en: 'Give and withdraw access on behalf of the organisation.',
    },
    resourceType: 'Systemresource',
    owner: DIGDIR,
  },
  {
    identifier: 'altinn_client_administration',
    title: {
      nb: 'Klientadministrasjon',
      nn: 'Klientadministrasjon',
      en: 'Client administration',
    },
    description: {
      nb: 'Legg klienter til systemtilganger.',
      nn: 'Legg klientar til systemtilgangar.',
      en: 'Add clients to system accesses.',
    },
    resourceType: 'Systemresource',
    owner: DIGDIR,
  },
  {
    identifier: 'sandkasse-mva-melding',
    title: { nb: 'Mva-melding', nn: 'Mva-melding', en: 'VAT return' },
    description: {
      nb: 'Levere og se mva-meldinger. Finnes bare i sandkassen.',
      nn: 'Levere og sjå mva-meldingar. Finst berre i sandkassa.',
      en: 'File and read VAT returns. Exists in the sandbox only.',
    },
    resourceType: 'AltinnApp',
    owner: SKATTEETATEN,
  },
  {
    identifier: 'sandkasse-skattemelding',
    title: {
      nb: 'Skattemelding for selskap',
      nn: 'Skattemelding for selskap',
      en: 'Tax return for companies',
    },
    description: {
      nb: 'Levere og se skattemeldingen. Finnes bare i sandkassen.',
      nn: 'Levere og sjå skattemeldinga. Finst berre i sandkassa.',
      en: 'File and read the tax return. Exists in the sandbox only.',
    },
    resourceType: 'AltinnApp',
    owner: SKATTEETATEN,
  },
  {
    identifier: 'sandkasse-arsregnskap',
    title: { nb: 'Årsregnskap', nn: 'Årsrekneskap', en: 'Annual accounts' },
    description: {
      nb: 'Sende inn årsregnskap. Finnes bare i sandkassen.',
      nn: 'Sende inn årsrekneskap. Finst berre i sandkassa.',
      en: 'Submit annual accounts. Exists in the sandbox only.',
    },
    resourceType: 'AltinnApp',
    owner: BRREG,
  },
  {
    identifier: 'sandkasse-inntektsmelding',
    title: { nb: 'Inntektsmelding', nn: 'Inntektsmelding', en: 'Income report' },
    description: {
      nb: 'Sende inntektsmelding for ansatte. Finnes bare i sandkassen.',
      nn: 'Sende inntektsmelding for tilsette. Finst berre i sandkassa.',
      en: 'Send income reports for employees. Exists in the sandbox only.',
    },
    resourceType: 'Default',
    owner: NAV,
  },
  {
    identifier: 'sandkasse-meldinger-fra-skatt',
    title: {
      nb: 'Meldinger fra Skatteetaten',
      nn: 'Meldingar frå Skatteetaten',
      en: 'Messages from the Tax Administration',
    },
    description: {
      nb: 'Lese meldinger til virksomheten. Finnes bare i sandkassen.',
      nn: 'Lese meldingar til verksemda. Finst berre i sandkassa.',
      en: 'Read messages to the organisation. Exists in the sandbox only.',
    },
    resourceType: 'CorrespondenceService',
    owner: SKATTEETATEN,
  },
  {
    identifier: 'sandkasse-maskinporten-skattegrunnlag',
    title: {
      nb: 'Skattegrunnlag (Maskinporten)',
      nn: 'Skattegrunnlag (Maskinporten)',
      en: 'Tax basis (Maskinporten)',
    },
    description: {
      nb: 'Kan ikke gis til en systembruker. Finnes bare i sandkassen.',
      nn: 'Kan ikkje gis til ein systembrukar. Finst berre i sandkassa.',
      en: 'Cannot be given to a system user. Exists in the sandbox only.',
    },
    resourceType: 'MaskinportenSchema',
    owner: SKATTEETATEN,
  },
]

/** `policies`: by resource, the urns of the access packages that give `read`. */
export const resourcesWith = (policies: Record<string, string[]>): RegistryResource[] =>
  RESOURCES.map(row => ({
    ...row,
    rightDescription: row.rightDescription ?? row.description,
    accessPackages: policies[row.identifier] ?? [],
  }))

type PackageRow = [
  suffix: string,
  id: string,
  name: { nb: string; nn: string; en: string },
  isDelegable: boolean,
  isAssignable: boolean,
]

// Names in Norwegian and flags as in Altinn's own code; the other languages are ours.
// prettier-ignore
const PACKAGES: PackageRow[] = [
  ['skattegrunnlag', '4c859601-9b2b-4662-af39-846f4117ad7a', { nb: 'Skattegrunnlag', nn: 'Skattegrunnlag', en: 'Tax basis' }, true, true],
  ['skatt-naering', '1dba50d6-f604-48e9-bd41-82321b13e85c', { nb: 'Skatt næring', nn: 'Skatt næring', en: 'Business tax' }, true, true],
  ['merverdiavgift', '9a61b136-7810-4939-ab6d-84938e9a12c6', { nb: 'Merverdiavgift', nn: 'Meirverdiavgift', en: 'Value added tax' }, true, true],
  ['krav-og-utlegg', 'a02fc602-872a-4671-b338-8b86a64b534a', { nb: 'Krav, betalinger og utlegg', nn: 'Krav, betalingar og utlegg', en: 'Claims, payments and liens' }, true, true],
  ['regnskap-okonomi-rapport', 'b4e69b54-895e-42c5-bf0d-861a571cd282', { nb: 'Regnskap og økonomirapportering', nn: 'Rekneskap og økonomirapportering', en: 'Accounting and financial reporting' }, true, true],
  ['lonn', 'fb0aa257-e7dc-4b7b-9528-77dfb749461c', { nb: 'Lønn', nn: 'Løn', en: 'Salary' }, true, true],
  ['ansettelsesforhold', 'cf575d42-72be-4d14-b0d2-77352221df4f', { nb: 'Ansettelsesforhold', nn: 'Tilsetjingsforhold', en: 'Employment' }, true, true],
  ['a-ordning', '4af2d44d-f9f8-4585-b679-7875bb1828ea', { nb: 'A-ordningen', nn: 'A-ordninga', en: 'The A-scheme' }, true, true],
  ['jordbruk', 'c5bbbc3f-605a-4dcb-a587-32124d7bb76d', { nb: 'Jordbruk', nn: 'Jordbruk', en: 'Agriculture' }, true, true],
  ['skogbruk', 'f7e02568-90b6-477d-8abb-44984ddeb1f9', { nb: 'Skogbruk', nn: 'Skogbruk', en: 'Forestry' }, true, true],
  ['regnskapsforer-med-signeringsrettighet', '955d5779-3e2b-4098-b11d-0431dc41ddbe', { nb: 'Regnskapsfører med signeringsrettighet', nn: 'Rekneskapsførar med signeringsrett', en: 'Accountant with signing rights' }, true, false],
  ['regnskapsforer-uten-signeringsrettighet', 'a5f7f72a-9b89-445d-85bb-06f678a3d4d1', { nb: 'Regnskapsfører uten signeringsrettighet', nn: 'Rekneskapsførar utan signeringsrett', en: 'Accountant without signing rights' }, true, false],
  ['regnskapsforer-lonn', '43becc6a-8c6c-4e9e-bb2f-08fe588ada21', { nb: 'Regnskapsfører lønn', nn: 'Rekneskapsførar løn', en: 'Accountant, payroll' }, true, false],
  ['ansvarlig-revisor', '2f176732-b1e9-449b-9918-090d1fa986f6', { nb: 'Ansvarlig revisor', nn: 'Ansvarleg revisor', en: 'Responsible auditor' }, true, false],
  ['revisormedarbeider', '96120c32-389d-46eb-8212-0a6540540c25', { nb: 'Revisormedarbeider', nn: 'Revisormedarbeidar', en: "Auditor's assistant" }, true, false],
  ['forretningsforer-eiendom', '0195efb8-7c80-7cf2-bcc8-720a3fb39d44', { nb: 'Forretningsforer eiendom', nn: 'Forretningsførar eigedom', en: 'Property manager' }, true, false],
  ['tilgangsstyrer', '0195efb8-7c80-7a95-ad36-900c3d8ad300', { nb: 'Tilgangsstyrer', nn: 'Tilgangsstyrar', en: 'Access manager' }, false, true],
  ['hovedadministrator', '0195efb8-7c80-7e16-ab0c-36dc8ab1a29d', { nb: 'Hovedadministrator', nn: 'Hovudadministrator', en: 'Main administrator' }, false, true],
  ['klientadministrator', '0195efb8-7c80-7e82-9b4f-7d63e773bbca', { nb: 'Klientadministrator', nn: 'Klientadministrator', en: 'Client administrator' }, false, true],
  ['eksplisitt', 'c0eb20c1-2268-48f5-88c5-f26cb47a6b1f', { nb: 'Eksplisitt tjenestedelegering', nn: 'Eksplisitt tenestedelegering', en: 'Explicit service delegation' }, false, false],
]

export const accessPackages = (): AccessPackage[] =>
  PACKAGES.map(([suffix, id, name, isDelegable, isAssignable]) => ({
    id,
    urn: `urn:altinn:accesspackage:${suffix}`,
    name,
    description: {
      nb: `Fullmaktene som hører til «${name.nb}».`,
      nn: `Fullmaktene som høyrer til «${name.nn}».`,
      en: `The permissions that belong to “${name.en}”.`,
    },
    isDelegable,
    isAssignable,
  }))

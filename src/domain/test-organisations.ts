import { kindOf } from './packages.js'

export type Situation =
  'fresh' | 'approved' | 'waiting' | 'rejected' | 'accountant' | 'freshAccountant'

export interface TestOrganisation {
  readonly organisationNumber: string
  readonly name: string
  /** Where it stands with SmartCloud when the sandbox starts. */
  readonly situation: Situation
}

/** Organisations the sandbox knows and a visitor may sign up with; the free ones first. */
export const TEST_ORGANISATIONS: readonly TestOrganisation[] = [
  { organisationNumber: '311844202', name: 'FREIDIG TAPPER LAKS AS', situation: 'fresh' },
  { organisationNumber: '212706515', name: 'NYSGJERRIG LUR MÅR AS', situation: 'fresh' },
  { organisationNumber: '316508731', name: 'SINDIG RUND ORRHANE AS', situation: 'fresh' },
  { organisationNumber: '310261629', name: 'RASK EKTE TIGER AS', situation: 'approved' },
  { organisationNumber: '312414015', name: 'MODIG STILLE ELG AS', situation: 'approved' },
  { organisationNumber: '213089358', name: 'LUN PRAKTISK OTER AS', situation: 'approved' },
  { organisationNumber: '314577760', name: 'BLID UREDD HUBRO AS', situation: 'waiting' },
  { organisationNumber: '311139215', name: 'KVIKK NØYSOM REV AS', situation: 'rejected' },
  {
    organisationNumber: '313476286',
    name: 'PÅLITELIG VÅKEN LOM REGNSKAP AS',
    situation: 'freshAccountant',
  },
  {
    organisationNumber: '315201047',
    name: 'KLOK VENNLIG GAUPE REGNSKAP AS',
    situation: 'accountant',
  },
]

/** For clients, only who has some; and the one that is kept for it is offered for nothing else. */
export const testOrganisationsFor = (packageId: string): TestOrganisation[] =>
  kindOf(packageId) === 'agent'
    ? TEST_ORGANISATIONS.filter(({ situation }) => FOR_CLIENTS.includes(situation))
    : TEST_ORGANISATIONS.filter(({ situation }) => situation !== 'freshAccountant')

const FOR_CLIENTS: readonly Situation[] = ['accountant', 'freshAccountant']

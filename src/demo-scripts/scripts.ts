import type { ScriptName } from '../domain/demo-scripts.js'

/** Somebody of the sandbox, by the name its pages show. */
export interface Role {
  name: string
  email: string
}

export interface Script {
  /** What is typed at the sign-up. */
  organisation: { organisationNumber: string; name: string }
  contact: Role
  packageId: 'smartbasic'
  chapters: readonly Chapter[]
}

export interface Chapter {
  /** Of the words for it. */
  key: string
  /** By the story's own clock, which is not the wall's. */
  day: 'monday' | 'wednesday' | 'thursday' | 'friday'
  time: string
  /** What it takes on a stage. */
  minutes: number
  /** Where its link leads: a path of ours, or of the sandbox's Altinn, or the step in Røntgen. */
  go: { ours: string } | { altinn: string } | { xray: 'step' | 'compare' | 'sequence' }
  /** The sign-up, filled in: what to type, and a button that does it. */
  hasForm?: true
  /** A button lets our tokens run out first. */
  hasTokens?: true
  /** How one gets back here from where the chapter ends: by the menu, or by so many steps back. */
  back: 'menu' | number
  /** What to show in Røntgen. */
  shows?: {
    operation: string
    isSystemUsers?: boolean
    isRefused?: boolean
  }
}

const SYSTEM_USER_TOKEN = { operation: 'maskinporten: get token', isSystemUsers: true } as const
const ALTINN_LIST = '/accessmanagement/ui/systemuser/overview'

const signUp = { go: { ours: '/sign-up/smartbasic' }, hasForm: true, back: 'menu' } as const

/** Each has an organisation of its own, which nobody has heard of when the sandbox begins. */
export const SCRIPTS_BY_NAME = {
  happy: {
    organisation: { organisationNumber: '311844202', name: 'FREIDIG TAPPER LAKS AS' },
    contact: { name: 'God Fast Varde', email: 'god.varde@example.no' },
    packageId: 'smartbasic',
    chapters: [
      { key: 'signUp', day: 'thursday', time: '09.00', minutes: 2, ...signUp },
      {
        key: 'approve',
        day: 'thursday',
        time: '09.02',
        minutes: 2,
        go: { ours: '/sign-up/check' },
        back: 'menu',
        shows: { operation: 'altinn: create system user request' },
      },
      {
        key: 'overview',
        day: 'thursday',
        time: '09.04',
        minutes: 2,
        go: { ours: '/overview' },
        back: 'menu',
        shows: { operation: 'logistics: read status', isRefused: false },
      },
      {
        key: 'grant',
        day: 'thursday',
        time: '09.06',
        minutes: 3,
        go: { xray: 'step' },
        back: 1,
        shows: { ...SYSTEM_USER_TOKEN, isRefused: false },
      },
      {
        key: 'token',
        day: 'thursday',
        time: '09.09',
        minutes: 2,
        go: { xray: 'compare' },
        back: 1,
        shows: { ...SYSTEM_USER_TOKEN, isRefused: false },
      },
      {
        key: 'whole',
        day: 'thursday',
        time: '09.11',
        minutes: 1,
        go: { xray: 'sequence' },
        back: 1,
        shows: { operation: 'altinn: create system user request' },
      },
    ],
  },
  boss: {
    organisation: { organisationNumber: '212706515', name: 'NYSGJERRIG LUR MÅR AS' },
    contact: { name: 'Ivrig Ung Spire', email: 'ivrig.spire@example.no' },
    packageId: 'smartbasic',
    chapters: [
      { key: 'signUp', day: 'wednesday', time: '15.40', minutes: 1, ...signUp },
      {
        key: 'forward',
        day: 'wednesday',
        time: '15.42',
        minutes: 2,
        go: { ours: '/sign-up/check' },
        back: 'menu',
        shows: { operation: 'altinn: create system user request' },
      },
      {
        key: 'waiting',
        day: 'wednesday',
        time: '15.45',
        minutes: 1,
        go: { ours: '/receipt' },
        back: 'menu',
        shows: { operation: 'altinn: read system user request' },
      },
      {
        key: 'bossApproves',
        day: 'thursday',
        time: '08.05',
        minutes: 2,
        go: { altinn: ALTINN_LIST },
        back: 4,
      },
      {
        key: 'found',
        day: 'thursday',
        time: '08.10',
        minutes: 2,
        go: { ours: '/receipt' },
        back: 'menu',
        shows: { operation: 'altinn: read system user request' },
      },
      {
        key: 'whole',
        day: 'thursday',
        time: '08.12',
        minutes: 1,
        go: { xray: 'sequence' },
        back: 1,
        shows: { operation: 'altinn: create system user request' },
      },
    ],
  },
  'taken-back': {
    organisation: { organisationNumber: '316508731', name: 'SINDIG RUND ORRHANE AS' },
    contact: { name: 'Blyg Djerv Tinde', email: 'blyg.tinde@example.no' },
    packageId: 'smartbasic',
    chapters: [
      { key: 'signUp', day: 'thursday', time: '10.00', minutes: 1, ...signUp },
      {
        key: 'approve',
        day: 'thursday',
        time: '10.02',
        minutes: 1,
        go: { ours: '/sign-up/check' },
        back: 'menu',
        shows: { operation: 'altinn: create system user request' },
      },
      {
        key: 'works',
        day: 'thursday',
        time: '10.04',
        minutes: 1,
        go: { ours: '/overview' },
        back: 'menu',
        shows: { ...SYSTEM_USER_TOKEN, isRefused: false },
      },
      {
        key: 'takeBack',
        day: 'friday',
        time: '14.30',
        minutes: 2,
        go: { altinn: ALTINN_LIST },
        back: 4,
      },
      {
        key: 'refused',
        day: 'friday',
        time: '14.33',
        minutes: 2,
        go: { ours: '/overview' },
        hasTokens: true,
        back: 'menu',
        shows: { ...SYSTEM_USER_TOKEN, isRefused: true },
      },
      {
        key: 'detective',
        day: 'monday',
        time: '09.00',
        minutes: 3,
        go: { ours: '/admin/customers/316508731/detective' },
        back: 'menu',
        shows: { ...SYSTEM_USER_TOKEN, isRefused: true },
      },
    ],
  },
} as const satisfies Record<ScriptName, Script>

export const scriptOf = (name: ScriptName): Script => SCRIPTS_BY_NAME[name]

import type { SandboxState } from '../state/state.js'
import type { CallLog } from './call-log.js'
import type { FaultDesk } from './faults.js'
import type { Names } from './names.js'
import type { Quirks } from './quirks.js'
import type { SigningKeys } from './signing-keys.js'

/** What every part of the imitation is handed. Nothing in the sandbox is global. */
export interface World {
  state: SandboxState
  /** Where the sandbox answers, without a slash at the end. */
  origin: string
  /** What it says its parts are called. */
  names: Names
  /** Epoch milliseconds: the clock handed in, plus what the fault desk has moved it by. */
  now: () => number
  /** Signing keys, which are different. The OpenID provider's are made when first needed. */
  keys: { maskinporten: SigningKeys; altinn: SigningKeys; idp?: SigningKeys }
  /** How often everything has begun anew: who logged in before has to log in again. */
  resets: () => number
  faults: FaultDesk
  calls: CallLog
  /** What "today" is to the tax ledger: the day its sums were made for (default), or `now()`. */
  ledgerDate?: 'seed' | 'clock'
  /** What shall differ from Altinn's real quirks. */
  quirks?: Partial<Quirks>
}

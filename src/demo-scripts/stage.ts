import type { Action } from '../action.js'
import type { Database } from '../database/database.js'
import { breakItOf, type BreakItName } from './faults.js'
import type { SandboxDesk } from './sandbox-desk.js'

export type Stage = ReturnType<typeof createStage>

/** Sets the stage for a rehearsed walk: the sandbox, and what SmartCloud remembers of the last one. */
export function createStage(deps: {
  desk: SandboxDesk
  database: Pick<Database, 'demoData' | 'events'>
  forgetTokens: (which: 'all' | 'systemUsers') => void
  forgetFlows: () => void
}) {
  const { desk, database, forgetTokens, forgetFlows } = deps

  return {
    standing: desk.standing,
    mend: desk.mend,

    async breakIt(name: BreakItName, action: Action): Promise<void> {
      await desk.breakIt(name, action)
      const { forgets } = breakItOf(name)
      if (forgets !== 'nothing') forgetTokens(forgets)
    },

    /** As if they had run out, which takes two minutes. */
    letTokensRunOut: () => forgetTokens('systemUsers'),

    /**
     * Everything as it was before anybody had walked: the sandbox has its first rows again, and
     * SmartCloud has no customer of it, no token and no recorded flow. The audit log goes on.
     *
     * @returns how long it took, in milliseconds
     */
    async startOver(
      action: Action,
      who: { actor?: string; sourceAddress: string },
    ): Promise<number> {
      const began = performance.now()
      await desk.reset(action)
      await database.demoData.forgetSandbox()
      forgetTokens('all')
      forgetFlows()
      const ms = Math.round(performance.now() - began)
      await database.events.record({
        event: 'demo started over',
        environment: 'sandbox',
        reference: action.reference,
        ...who,
        details: { ms },
      })
      return ms
    },
  }
}

import type { OrganisationNumber } from '../../src/domain/organisation-number.js'
import { planPage, type PlanPageInput } from '../../src/planner/plan-page.js'
import { VERDICTS, type PlannedCustomer } from '../../src/planner/plan.js'
import type { Page } from '../../src/web/frame.js'
import type { Speech } from '../../src/web/speech.js'

/**
 * What each customer must approve when a package is to have more.
 *
 * @param evil what a visitor or an upstream may have written
 */
export function plannerPages(evil: string): Record<string, (speech: Speech) => Page> {
  const planned = Array.from({ length: 45 }, (_, i): PlannedCustomer => ({
    organisationNumber: '310261629' as OrganisationNumber,
    companyName: evil,
    systemUserId: evil,
    externalReference: evil,
    kind: i % 2 ? 'standard' : 'agent',
    rights: [evil],
    change: undefined,
    request: undefined,
    clients: i,
    verdict: VERDICTS[i % VERDICTS.length]!,
    lacking: [evil],
  }))
  const plan = (more: Partial<PlanPageInput>) => (speech: Speech) =>
    planPage(
      {
        packageId: 'smartbasic',
        more: [evil],
        addable: [evil, 'ttd_systembruker-salary'],
        wanted: [evil],
        names: new Map([['ttd_systembruker-salary', evil]]),
        planned,
        verdict: undefined,
        page: 2,
        mayAct: true,
        ...more,
      },
      speech,
    )
  return {
    plan: plan({}),
    'plan, nobody chosen': plan({ hasProblem: true }),
    'plan, as a viewer sees it': plan({ mayAct: false, page: 1 }),
    'plan, nobody': plan({ planned: [], addable: [] }),
    ...Object.fromEntries(VERDICTS.map(verdict => [`plan, ${verdict}`, plan({ verdict })])),
  }
}

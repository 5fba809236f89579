import type { Action } from '../action.js'
import { eventFor } from '../asking/events.js'
import type { Database } from '../database/database.js'
import type { Environment } from '../database/tables.js'
import {
  kindOf,
  packageById,
  permissionIdsOf,
  RESOURCE_IDS,
  type PackageId,
} from '../domain/packages.js'
import { CAN_BE_DONE, planFor, type PlannedCustomer } from './plan.js'

/** As many a minute as a list of new customers is given when nobody says otherwise. */
const RATE_PER_MINUTE = 60

export type Planner = ReturnType<typeof createPlanner>

/** What a package that asks for more means for those who have it. */
export function createPlanner(deps: {
  database: Database
  environment: Environment
  systemId: string
  now: () => number
}) {
  const { database, environment, systemId, now } = deps

  /** What the package asks for, and what somebody wants it to ask for besides. */
  const wantedOf = (packageId: PackageId, more: readonly string[]): string[] => [
    ...new Set([...permissionIdsOf(packageById(packageId)!), ...more]),
  ]

  async function plan(packageId: PackageId, more: readonly string[]): Promise<PlannedCustomer[]> {
    const rows = await database.plannedCustomers(environment, packageId)
    return planFor(rows, wantedOf(packageId, more))
  }

  return {
    plan,
    wantedOf,

    /** What may be added to a package: a system user for clients has access packages only. */
    addableTo: (packageId: PackageId): string[] => {
      const has = permissionIdsOf(packageById(packageId)!)
      return kindOf(packageId) === 'agent'
        ? []
        : Object.values(RESOURCE_IDS).filter(id => !has.includes(id))
    },

    /**
     * Makes a list of what is to be done for those who were chosen. Nothing is sent before somebody
     * starts it.
     *
     * @param chosen organisation numbers, or everybody of whom something can be done
     * @returns the id of the list, or undefined when there is nothing to do for anybody chosen
     */
    async makeList(
      {
        packageId,
        more,
        chosen,
        name,
      }: {
        packageId: PackageId
        more: readonly string[]
        chosen: readonly string[] | 'all'
        name: string
      },
      action: Action & { actor: string },
    ): Promise<string | undefined> {
      const planned = (await plan(packageId, more)).filter(
        ({ verdict, organisationNumber }) =>
          CAN_BE_DONE.includes(verdict) &&
          (chosen === 'all' || chosen.includes(organisationNumber)),
      )
      if (planned.length === 0) return undefined
      const day = new Date(now()).toISOString().slice(0, 10).replaceAll('-', '')
      const batch = await database.batches.create(
        {
          environment,
          kind: 'changes',
          name,
          ratePerMinute: RATE_PER_MINUTE,
          createdBy: action.actor,
          systemId,
        },
        planned.map((customer, i) => ({
          number: i + 1,
          organisationNumber: customer.organisationNumber,
          name: customer.companyName,
          email: '',
          contactPerson: '',
          packageId,
          wanted: wantedFor(customer, packageId, day),
        })),
        { ...eventFor('batch checked', action), details: { lines: planned.length, packageId } },
      )
      return batch.id
    },
  }
}

/** Nothing that an access has is taken away. */
function wantedFor(customer: PlannedCustomer, packageId: PackageId, day: string) {
  const { systemUserId, externalReference, organisationNumber, rights, lacking } = customer
  const all = [...rights, ...lacking]
  return customer.kind === 'agent'
    ? {
        kind: 'agent' as const,
        packageId,
        accessPackages: all,
        // The old one lives on until the customer deletes it, so the new one has another name.
        externalReference: `${organisationNumber}_${day}`,
        again: customer.verdict === 'refused',
      }
    : { kind: 'standard' as const, systemUserId, packageId, resources: all, externalReference }
}

/** What somebody of ours may do. A presenter sees what the others do not need: how the calls went. */
export const STAFF_ROLES = ['viewer', 'operator', 'administrator', 'presenter'] as const
export type StaffRole = (typeof STAFF_ROLES)[number]

/** Whoever may do the one may do these too. */
const INCLUDED: Readonly<Record<StaffRole, readonly StaffRole[]>> = {
  viewer: ['viewer'],
  operator: ['viewer', 'operator'],
  administrator: ['viewer', 'operator', 'administrator', 'presenter'],
  presenter: ['viewer', 'presenter'],
}

/** What whoever has a role may do. */
export const rolesFor = (role: StaffRole): readonly StaffRole[] => INCLUDED[role]

/** Who may see calls in Røntgen; `presenters` see their own alone. */
export type CallsSeenBy = 'everyone' | 'presenters' | 'nobody'

/** Who may come in, by `sub` or by a group the provider names, and with which role. */
export type StaffList = readonly {
  by: 'sub' | 'group'
  value: string
  role: StaffRole
}[]

/** As the sign-in provider knows them. */
export interface StaffMember {
  subject: string
  groups: readonly string[]
}

/** Everything the list lets somebody do; nothing for who is not on it. */
export function rolesIn(list: StaffList, { subject, groups }: StaffMember): StaffRole[] {
  const held = list.filter(({ by, value }) =>
    by === 'sub' ? value === subject : groups.includes(value),
  )
  const all = new Set(held.flatMap(({ role }) => INCLUDED[role]))
  return STAFF_ROLES.filter(role => all.has(role))
}

/** `sub:kari=administrator, group:support=viewer`; undefined when it cannot be read. */
export function readStaffList(text: string): StaffList | undefined {
  const entries = text.split(',').map(entry => {
    const [, by, value = '', name] = /^(sub|group):(.+)=(\w+)$/.exec(entry.trim()) ?? []
    const role = STAFF_ROLES.find(known => known === name)
    return role && { by: by as 'sub' | 'group', value, role }
  })
  return entries.every(entry => entry !== undefined) ? entries : undefined
}

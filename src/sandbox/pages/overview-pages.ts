import { formatsFor, spacedOrganisationNumber, type Language } from '../../design/formats.js'
import {
  isOpen,
  ownSystemUsers,
  pageFor,
  pendingRequests,
  selectableSystems,
  type AnyRequest,
} from '../altinn/answers.js'
import { isClientAdministrator, mayApprove } from '../altinn/approval.js'
import { attachedClients, availableClients } from '../altinn/clients.js'
import {
  approvalAddress,
  clientsAddress,
  CREATE,
  deletionAddress,
  OVERVIEW,
} from '../site/addresses.js'
import type { Alert, ConfirmPage, NoticePage, Page } from '../site/site.js'
import { fill, type Texts } from '../site/texts.js'
import { organisationName, permissionsIn, systemName, type Permission } from '../site/words.js'
import type { Organisation, Person, SystemUser } from '../state/state.js'
import type { World } from '../world/world.js'

/* What the customer's pages about its system accesses show. */

/** For whom the pages are made, and in which words. */
export interface Reader {
  world: World
  orgNo: string
  person: Person
  language: Language
  texts: Texts
}

export interface OverviewPage extends Page {
  view: 'sandbox/overview'
  lead: string
  alert?: Alert
  sections: {
    heading: string
    none: string
    links: { label: string; href: string; note: string }[]
    accesses: Access[]
  }[]
  create?: { label: string; href: string }
}

interface Access {
  id: string
  title: string
  tag: string
  text: string
  clientCount: string
  permissionsHeading: string
  permissions: Permission[]
  noPermissions: string
  links: { label: string; about: string; href: string }[]
}

export function overviewPage(reader: Reader): OverviewPage {
  const { world, orgNo, person, texts } = reader
  const words = texts.overview
  const company = organisationName(world, orgNo)
  const isManager = mayApprove(world, orgNo, person)
  const seesClients = isManager || isClientAdministrator(orgNo, person)
  const page: OverviewPage = {
    view: 'sandbox/overview',
    title: fill(words.title, { company }),
    lead: words.lead,
    sections: [],
  }
  if (!seesClients) {
    const { heading, text } = words.mayNotSee
    return { ...page, alert: { color: 'warning', heading, text: fill(text, { company }) } }
  }
  const users = ownSystemUsers(world, orgNo, isManager ? undefined : 'agent')
  const current = {
    heading: words.current,
    none: fill(words.none, { company }),
    links: [],
    accesses: users.map(user => accessOf(reader, user)),
  }
  if (!isManager) return { ...page, sections: [current] }

  const pending = {
    heading: words.pending,
    none: words.nonePending,
    links: pendingLinks(reader),
    accesses: [],
  }
  return {
    ...page,
    sections: [pending, current],
    create: { label: words.create, href: CREATE },
  }
}

function accessOf({ world, orgNo, person, language, texts }: Reader, user: SystemUser): Access {
  const { dateTime, plural } = formatsFor(language)
  const words = texts.overview
  const system = systemName(world, user.systemId, language)
  const vendor = world.state.systems.get(user.systemId)?.vendorOrgNo ?? ''
  const isAgent = user.userType === 'agent'
  const count = user.clients.length
  return {
    id: user.id,
    title: user.integrationTitle,
    tag: isAgent ? words.forClients : '',
    text: fill(words.created, {
      date: dateTime(user.created),
      system,
      vendor: organisationName(world, vendor),
    }),
    clientCount: isAgent ? fill(words.clientCount[plural(count)], { count: String(count) }) : '',
    permissionsHeading: words.permissions,
    permissions: permissionsIn(world, user, language, texts),
    noPermissions: words.noPermissions,
    links: [
      ...(isAgent ? [{ label: words.clients, href: clientsAddress(user.id) }] : []),
      ...(mayApprove(world, orgNo, person)
        ? [{ label: words.delete, href: deletionAddress(user.id) }]
        : []),
    ].map(link => ({ ...link, about: user.integrationTitle })),
  }
}

function pendingLinks({ world, orgNo, language, texts }: Reader) {
  const { dateTime } = formatsFor(language)
  const { openRequest, openChange, sent } = texts.overview
  const link = (request: AnyRequest, label: string) => ({
    label: fill(label, { system: systemName(world, request.systemId, language) }),
    href: `${approvalAddress(world, pageFor(request), request.id)}&skiplogout=true`,
    note: fill(sent, { date: dateTime(request.created) }),
  })
  const changes = [...world.state.changeRequests.values()].filter(
    change => isOpen(change) && change.partyOrgNo === orgNo,
  )
  return [
    ...pendingRequests(world, orgNo).map(request => link(request, openRequest)),
    ...changes.map(change => link(change, openChange)),
  ]
}

export function deletionPage({ world, language, texts }: Reader, user: SystemUser): ConfirmPage {
  const { deletion, cancel } = texts.overview
  const system = systemName(world, user.systemId, language)
  const count = user.clients.length
  const { plural } = formatsFor(language)
  const clients = fill(deletion.losesClients[plural(count)], { count: String(count) })
  return {
    view: 'sandbox/confirm',
    title: fill(deletion.title, { system }),
    losses: [
      ...deletion.losses.map(loss => fill(loss, { system })),
      ...(count > 0 ? [clients] : []),
    ],
    untouched: fill(deletion.untouched, { system }),
    yes: deletion.yes,
    cancel: { label: cancel, href: OVERVIEW },
  }
}

export interface ClientsPage extends Page {
  view: 'sandbox/clients'
  alert?: Alert
  back: { label: string; href: string }
  lists: {
    heading: string
    none: string
    button: string
    action: 'add' | 'remove'
    clients: { id: string; name: string; number: string }[]
  }[]
}

export function clientsPage(
  { world, orgNo, person, texts }: Reader,
  agent: SystemUser,
  alert?: Alert,
): ClientsPage {
  const { clientPage: words, back } = texts.overview
  const page: ClientsPage = {
    view: 'sandbox/clients',
    title: words.title,
    back: { label: back, href: OVERVIEW },
    lists: [],
  }
  if (!isClientAdministrator(orgNo, person)) {
    const text = fill(words.mayNot, { company: organisationName(world, orgNo) })
    return { ...page, alert: { color: 'warning', text } }
  }
  const rows = (organisations: Organisation[]) =>
    organisations.map(({ partyUuid, orgNo: number }) => ({
      id: partyUuid,
      name: organisationName(world, number),
      number: spacedOrganisationNumber(number),
    }))
  return {
    ...page,
    ...(alert && { alert }),
    lists: [
      {
        heading: words.added,
        none: words.noneAdded,
        button: words.remove,
        action: 'remove',
        clients: rows(attachedClients(world, agent)),
      },
      {
        heading: words.available,
        none: words.noneAvailable,
        button: words.add,
        action: 'add',
        clients: rows(availableClients(world, agent)),
      },
    ],
  }
}

export interface CreationPage extends Page {
  view: 'sandbox/creation'
  alert?: Alert
  lead: string
  legend: string
  choices: { systemId: string; label: string }[]
  none: string
  button: string
  back: { label: string; href: string }
}

export function creationPage({ world, language, texts }: Reader, alert?: Alert): CreationPage {
  const { creation, back } = texts.overview
  return {
    view: 'sandbox/creation',
    title: creation.title,
    ...(alert && { alert }),
    lead: creation.lead,
    legend: creation.legend,
    choices: selectableSystems(world).map(({ id, vendorOrgNo }) => ({
      systemId: id,
      label: fill(creation.choice, {
        system: systemName(world, id, language),
        vendor: organisationName(world, vendorOrgNo),
      }),
    })),
    none: creation.none,
    button: creation.button,
    back: { label: back, href: OVERVIEW },
  }
}

export const lostAccessPage = ({ overview: { lost, back } }: Texts): NoticePage => ({
  view: 'sandbox/notice',
  title: lost.title,
  text: lost.text,
  link: { label: back, href: OVERVIEW },
})

export const nobodyPage = ({ overview: { nobody }, lost }: Texts): NoticePage => ({
  view: 'sandbox/notice',
  title: nobody.title,
  text: nobody.text,
  link: { label: lost.toStart, href: '/' },
})

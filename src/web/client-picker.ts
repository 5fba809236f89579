import { companyName, spacedOrganisationNumber } from '../design/formats.js'
import type { Client, ClientChoice } from '../domain/clients.js'
import type { Speech } from './speech.js'

/** What `parts/client-picker` shows above the figures of a client. */
export function clientPickerOf({ clients, chosen }: ClientChoice, speech: Speech) {
  const words = speech.t.access.picker
  const isListed = clients.some(
    ({ organisationNumber }) => organisationNumber === chosen?.organisationNumber,
  )
  return {
    words,
    none: chosen ? undefined : speech.t.access.clients.none,
    toClients: speech.t.access.picker.all,
    options: [...clients, ...(chosen && !isListed ? [chosen] : [])].map(client => ({
      value: client.organisationNumber,
      name: clientName(client),
      isChosen: client.organisationNumber === chosen?.organisationNumber,
    })),
    shows: chosen && speech.say(words.shows, { client: clientName(chosen) }),
  }
}

/** By its number when it has no name. */
export const clientName = ({ name, organisationNumber }: Client): string =>
  name === null ? spacedOrganisationNumber(organisationNumber) : companyName(name)

import { formsOn, type Browser, type Visit } from '../support/browser.js'
import { newOrganisation } from '../support/at-altinn.js'
import type { SmartCloud } from '../support/open-smartcloud.js'
import type { Organisation } from '../support/people.js'
import { signInAsStaff } from '../support/sign-in.js'

export const NEW = '/admin/batches/new'
export const HEADING = 'organisasjonsnummer;e-post;kontaktperson;pakke'

export const lineFor = ({ organisationNumber }: Pick<Organisation, 'organisationNumber'>): string =>
  `${organisationNumber};kari@example.no;Kari Nordmann;SmartBasic`

export const listOf = (organisations: readonly Organisation[]): string =>
  [HEADING, ...organisations.map(lineFor)].join('\r\n')

export const newOrganisations = ({ sandbox }: SmartCloud, count: number): Organisation[] =>
  Array.from({ length: count }, () => newOrganisation(sandbox))

const operators = new WeakMap<object, Promise<Browser>>()

/** An operator, signed in: the same one in all stories of a file. */
export function theOperator(smartcloud: SmartCloud): Promise<Browser> {
  const known = operators.get(smartcloud) ?? newOperator(smartcloud)
  operators.set(smartcloud, known)
  return known
}

export async function newOperator({ newBrowser }: SmartCloud): Promise<Browser> {
  const browser = newBrowser()
  await signInAsStaff(browser, 'operator')
  return browser
}

export interface Sent {
  name?: string
  rate?: string
  list?: string
  file?: string | Uint8Array
  fileName?: string
  [more: string]: unknown
}

/** The form of the page as a browser encodes it. */
export async function encoded(page: Visit, { file, fileName = 'kunder.csv', ...fields }: Sent) {
  const form = formsOn(page).find(({ action }) => action === NEW)
  const data = new FormData()
  const all = { ...form?.fields, name: 'Kunder i nord', rate: '600', list: '', ...fields }
  delete (all as Record<string, unknown>)['file']
  for (const [name, value] of Object.entries(all)) data.append(name, String(value))
  data.append(
    'file',
    new Blob(file === undefined ? [] : [file as BlobPart]),
    file === undefined ? '' : fileName,
  )
  const request = new Request('http://localhost', { method: 'POST', body: data })
  // A browser says `filename=""` where no file was chosen, and Node does not.
  const body = Buffer.from(await request.arrayBuffer())
    .toString('latin1')
    .replace('name="file"\r\n', 'name="file"; filename=""\r\n')
  return {
    headers: { 'content-type': request.headers.get('content-type') ?? '' },
    body: Buffer.from(body, 'latin1'),
  }
}

/** Fills in the form for a new list and presses its button; what comes of it is the answer. */
export async function sendList(browser: Browser, sent: Sent): Promise<Visit> {
  const page = await browser.visit(NEW)
  const { headers, body } = await encoded(page, sent)
  const answer = await browser.raw('POST', NEW, {
    headers: { ...headers, accept: 'text/html', origin: 'http://localhost:3000' },
    body,
  })
  const { location } = answer.headers
  return location === undefined ? answer : browser.visit(location)
}

export const batchIdIn = ({ url }: Visit): string => url.split('/').at(-1)!.split('?')[0]!

import { expect, test } from 'vitest'
import { CLIENT_PACKAGE } from '../../src/domain/packages.js'
import { testOrganisationsFor } from '../../src/domain/test-organisations.js'
import { textOf, type Visit } from '../support/browser.js'
import { openSmartCloud } from '../support/open-smartcloud.js'
import { formFor, FRESH, onboard } from '../support/people.js'
import { signIn } from '../support/sign-in.js'

/*
 * What a presenter shows of an accountant, from the first page on: with an organisation that the
 * sign-up page offers for it, and clients that the business register already knows.
 */

const wordsOf = ({ text }: Visit) => textOf(text)
const DIRECTOR = '16827922114'
const [ACCOUNTANT] = testOrganisationsFor(CLIENT_PACKAGE.id)

test('The package for clients offers accountants, and the ordinary ones everybody else', async () => {
  const { browser } = await openSmartCloud()
  const offeredWith = async (packageId: string) => {
    const page = await browser.visit(`/sign-up/${packageId}`)
    const again = await browser.submit(page, { ...formFor(FRESH), email: '' })
    expect(again.status).toBe(422)
    const lists = [page, again].map(
      ({ text }) => /Testvirksomheter du kan bruke[\s\S]*?<\/details>/.exec(text)![0],
    )
    expect(lists[1]).toBe(lists[0])
    return textOf(lists[0]!)
  }

  const forClients = await offeredWith('smartklient')
  expect(forClients).toContain(
    'Pålitelig Våken Lom Regnskap AS, org.nr. 313 476 286 Regnskapsfører med tre klienter, har ikke systemtilgang ennå',
  )
  expect(forClients).toContain('Klok Vennlig Gaupe Regnskap AS')
  expect(forClients).not.toContain('Freidig Tapper Laks')
  for (const packageId of ['smartbasic', 'smartstandard', 'smartpluss', 'smartpremium']) {
    const offered = await offeredWith(packageId)
    expect(offered).toContain('Freidig Tapper Laks AS')
    expect(offered).not.toContain('Pålitelig Våken Lom')
  }
})

test('The fresh accountant signs up, adds a client in Altinn, and sees its pay and claims', async () => {
  const { browser, sandbox } = await openSmartCloud()
  const receipt = await onboard(browser, ACCOUNTANT, CLIENT_PACKAGE.id)
  expect(wordsOf(receipt)).toContain('Systemtilgangen er godkjent')
  const [agent] = sandbox.state.systemUsers.of(ACCOUNTANT!.organisationNumber)

  const page = `${sandbox.origin}/accessmanagement/ui/systemuser/${agent!.id}/agentdelegation`
  const atAltinn = await browser.submit(await browser.visit(page), { person: DIRECTOR })
  for (const name of ['Freidig Tapper Laks AS', 'Sindig Rund Orrhane AS', 'Modig Stille Elg AS'])
    expect(wordsOf(atAltinn)).toContain(name)
  const { partyUuid } = sandbox.state.organisations.get(FRESH.organisationNumber)!
  await browser.submit(atAltinn, { client: partyUuid }, { button: 'Legg til' })
  expect(agent!.clients).toEqual([FRESH.organisationNumber])

  await signIn(browser, sandbox, ACCOUNTANT!)
  expect(wordsOf(await browser.visit('/clients'))).toContain('Freidig Tapper Laks AS')
  const overview = await browser.visit(`/overview?client=${FRESH.organisationNumber}`)
  const cardOf = (api: string) =>
    textOf(
      new RegExp(`<section class="ds-card module[^>]*id="${api}"[\\s\\S]*?</section>`).exec(
        overview.text,
      )![0],
    )
  expect(cardOf('salary')).toContain('405 250,75')
  expect(cardOf('claims')).toContain('Saldo')
  expect(cardOf('logistics')).toContain('Mangler fullmakt')
})

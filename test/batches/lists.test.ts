import { describe, expect, test } from 'vitest'
import { approveRequest } from '../../src/sandbox/altinn/approval.js'
import { decide, newOrganisation, requestsOf } from '../support/at-altinn.js'
import { textOf } from '../support/browser.js'
import { shareSmartCloud } from '../support/open-smartcloud.js'
import {
  batchIdIn,
  HEADING,
  lineFor,
  listOf,
  newOperator,
  newOrganisations,
  sendList,
} from './send-list.js'

const smartcloud = shareSmartCloud()

describe('An operator sends a list', () => {
  test('sees it checked, starts it, and every customer is asked once', async () => {
    const { sandbox, workOnLists, clock, rows } = smartcloud()
    const browser = await newOperator(smartcloud())
    const organisations = newOrganisations(smartcloud(), 3)

    const check = await sendList(browser, { file: listOf(organisations) })

    expect(textOf(check.text)).toContain('3 linjer kan sendes.')
    expect(textOf(check.text)).toContain(`Prøve ${organisations[0]!.organisationNumber} AS`)
    expect(organisations.flatMap(one => requestsOf(sandbox, one))).toEqual([])

    const started = await browser.submit(check, {}, { button: 'Send 3 forespørsler' })
    expect(textOf(started.text)).toContain('Utsendingen er i gang')
    for (let second = 0; second < 3; second++) {
      await workOnLists()
      clock.pass(1_000)
    }
    await workOnLists()

    const done = await browser.visit(check.url)
    expect(textOf(done.text)).toContain('Alle linjene er ferdige.')
    expect(organisations.map(one => requestsOf(sandbox, one).length)).toEqual([1, 1, 1])
    expect(done.text).toContain(sandbox.origin)
    const [row] = await rows<{ name: string }>(
      'organisations',
      `organisation_number = '${organisations[0]!.organisationNumber}'`,
    )
    expect(row).toMatchObject({ name: organisations[0]!.name, email: 'kari@example.no' })
    expect(batchIdIn(check)).toMatch(/^[0-9a-f-]{36}$/)
  })
})

import { describe, expect, test } from 'vitest'
import { createRecorder } from '../../src/inspector/recorder.js'
import { newOrganisation } from '../support/at-altinn.js'
import { newCustomer } from '../support/customer.js'
import { openSmartCloud, shareSmartCloud } from '../support/open-smartcloud.js'
import { goToAltinn, signUp } from '../support/people.js'
import { signInAsStaff, type StaffName } from '../support/sign-in.js'

const flowsIn = (text: string) => [
  ...new Set([...text.matchAll(/\/inspector\/flows\/[\w-]+/g)].map(([href]) => href)),
]

describe('Where data is real, and Røntgen is on', () => {
  const smartcloud = shareSmartCloud({
    deps: ({ deps: { cut, log, now } }) => ({
      inspector: 'presenters',
      recorder: createRecorder({ cut, ownOnly: true, log, now }),
    }),
  })
  const staffMember = async (who: StaffName) => {
    const browser = smartcloud().newBrowser()
    await signInAsStaff(browser, who)
    return browser
  }

  test('no visitor learns that there is such a thing, and nothing of theirs is seen', async () => {
    const { browser } = await newCustomer(smartcloud())
    expect((await browser.visit('/overview')).text).not.toContain('Røntgen')
    for (const address of ['/inspector', '/inspector/clear', '/inspector/import'])
      expect((await browser.visit(address)).status).toBe(404)
    const presenter = await staffMember('presenter')
    expect(flowsIn((await presenter.visit('/admin/inspector')).text)).toEqual([])
  })

  test('our own people without the role see nothing', async () => {
    const operator = await staffMember('operator')
    expect((await operator.visit('/admin')).text).not.toContain('Røntgen')
    expect((await operator.visit('/admin/inspector')).status).toBe(404)
  })

  test('each presenter sees what they did, also before a customer’s page, and nobody else', async () => {
    const { sandbox } = smartcloud()
    const presenter = await staffMember('presenter')
    await goToAltinn(presenter, await signUp(presenter, newOrganisation(sandbox)))
    const [flow, ...others] = flowsIn((await presenter.visit('/admin/inspector')).text)
    expect(others).toEqual([])
    expect((await presenter.visit(`/admin${flow}`)).status).toBe(200)

    const another = await staffMember('administrator')
    expect(flowsIn((await another.visit('/admin/inspector')).text)).toEqual([])
    expect((await another.visit(`/admin${flow}`)).status).toBe(404)
  })
})

test('Switched off, it is nowhere, and nothing is recorded', async () => {
  const smartcloud = await openSmartCloud({ deps: () => ({ inspector: 'nobody' }) })
  const { browser } = await newCustomer(smartcloud)
  expect((await browser.visit('/')).text).not.toContain('Røntgen')
  expect((await browser.visit('/inspector')).status).toBe(404)
  const staff = smartcloud.newBrowser()
  await signInAsStaff(staff, 'presenter')
  expect((await staff.visit('/admin/inspector')).status).toBe(404)
  const everybody = { staff: 'x', registrations: [], key: 'x' }
  expect(smartcloud.deps.recorder.flowsFor(everybody)).toEqual([])
})

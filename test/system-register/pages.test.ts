import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { AltinnRefused } from '../../src/altinn/errors.js'
import { createAssets, siteFiles } from '../../src/design/assets.js'
import { createIcons } from '../../src/design/icons.js'
import { createRender } from '../../src/design/render.js'
import { checkPage } from '../../src/system-register/check-page.js'
import { NO_PATCH, type Content } from '../../src/system-register/content.js'
import { deletePage } from '../../src/system-register/delete-page.js'
import { editPage } from '../../src/system-register/edit-page.js'
import type { Known } from '../../src/system-register/entry-rules.js'
import { sentAlert, unreadableAlert } from '../../src/system-register/failure-words.js'
import { SECTIONS } from '../../src/system-register/forms.js'
import { needsOf } from '../../src/system-register/needs.js'
import { registerPage } from '../../src/system-register/register-page.js'
import { systemPage, type SystemPageInput } from '../../src/system-register/system-page.js'
import { frameOf, type Frame, type Page } from '../../src/web/frame.js'
import { LANGUAGES, speechFor, type Speech } from '../../src/web/speech.js'
import { textOf } from '../support/browser.js'
import { inlineCodeIn } from '../support/page-structure.js'

/* Every page of the register in every state, with text that would like to be more than text. */

const ROOT = join(import.meta.dirname, '../..')
const assets = createAssets({ files: siteFiles(join(ROOT, 'public')) })
const render = createRender<Page, Frame>({
  folder: join(ROOT, 'views'),
  layout: 'layout',
  icon: createIcons(),
})
const EVIL = `"><script>alert(1)</script>'<img src=x onerror=alert(1)>`
const ID = '991825827_smartcloud'
const NOW = Date.UTC(2026, 10, 20, 8)

const texts = { nb: EVIL, nn: EVIL, en: EVIL, xx: EVIL }
const content: Content = {
  name: texts,
  description: texts,
  clientIds: [EVIL, 'b'],
  returnAddresses: [EVIL],
  isVisible: true,
  rights: ['x', EVIL, JSON.stringify({ action: EVIL, resource: [{ id: EVIL, value: EVIL }] })],
  accessPackages: ['urn:a', EVIL],
}
const known: Known = {
  resources: [{ id: 'x', title: EVIL, owner: EVIL, type: '', delegable: true }],
  accessPackages: [
    { urn: 'urn:a', name: EVIL, description: EVIL, isDelegable: true, isAssignable: false },
  ],
}
const unknown: Known = { resources: 'unavailable', accessPackages: 'unavailable' }
const needs = needsOf('b', ['https://a.example/receipt'])
const told = { explained: { reason: 'strangeAnswer' as const }, reference: EVIL }
const refused = new AltinnRefused('x', 'other', 400, 'AUTH.VLD-00003', EVIL, EVIL, [
  { code: 'AUTH.VLD-00003', title: EVIL, paths: ['/registersystemrequest/rights'], culprits: EVIL },
  { code: undefined, title: EVIL, paths: [EVIL], culprits: '' },
])
const plainlyRefused = new AltinnRefused('x', 'notAllowed', 403, undefined, EVIL, undefined)
const places = { systemHref: '/admin/system', editHref: () => '/admin/system/edit' }

const system = { id: ID, content, isDeleted: false, unknownMembers: [EVIL] }
const log = [
  { changeType: EVIL, changedByOrgNumber: EVIL, clientId: EVIL, created: EVIL, changedData: null },
  { changeType: 'update', changedByOrgNumber: '1', changedData: { Name: { nb: EVIL } } },
  { changeType: 'create', created: '2026-05-21T13:35:24.161852+00:00', changedData: { id: 1 } },
]
const own = [{ systemId: EVIL, name: { nb: EVIL }, isVisible: false }]
const overview = { system, log, own, customers: 1 }
const base: SystemPageInput = {
  id: ID,
  ours: ID,
  vendor: '991825827',
  overview,
  known,
  needs,
  mayChange: true,
  readAt: NOW,
  wholeLog: false,
}
const systemWith = (more: Partial<SystemPageInput>) => (speech: Speech) =>
  systemPage({ ...base, ...more }, speech)
const patch = {
  ...NO_PATCH,
  name: { nb: 'x', se: EVIL },
  clientIds: { add: [EVIL], remove: ['b'] },
  isVisible: false,
  accessPackages: { add: [EVIL], remove: ['urn:a'] },
}
const check = { id: ID, ours: ID, patch, unknownMembers: [EVIL], customers: 2, needs, known }
const problem = { field: 'rights' as const, why: 'strange' as const, value: EVIL }

const PAGES: Record<string, (speech: Speech) => Page> = {
  system: systemWith({}),
  'without names': systemWith({ known: unknown }),
  'another one': systemWith({ id: '991825827_x', wholeLog: true }),
  deleted: systemWith({ overview: { ...overview, system: { ...system, isDeleted: true } } }),
  'not registered': systemWith({ overview: { ...overview, system: undefined, own: [] } }),
  'without log and list': systemWith({
    mayChange: false,
    overview: { system, log: 'unavailable', own: 'unavailable', customers: 0 },
  }),
  'a long log': systemWith({
    overview: { ...overview, log: Array.from({ length: 300 }, () => log[1]!) },
  }),
  unreadable: speech =>
    systemPage(
      {
        ...base,
        overview: undefined,
        failure: unreadableAlert(plainlyRefused, told, '/admin/system?a="', speech),
      },
      speech,
    ),
  ...Object.fromEntries(
    SECTIONS.map(section => [
      `edit ${section}`,
      (speech: Speech) =>
        editPage(
          { id: ID, ours: ID, section, shown: content, typed: content, query: EVIL, known },
          speech,
        ),
    ]),
  ),
  'edit, found and wrong': speech =>
    editPage(
      {
        id: 'y',
        ours: ID,
        section: 'rights',
        shown: content,
        typed: { ...content, rights: [] },
        query: 'x',
        problems: [problem, { field: 'name', why: 'missing', language: 'nn' }],
        known,
      },
      speech,
    ),
  'edit without names': speech =>
    editPage(
      { id: ID, ours: ID, section: 'rights', shown: content, typed: content, known: unknown },
      speech,
    ),
  register: speech =>
    registerPage({ ours: ID, exists: false, systemId: EVIL, typed: content }, speech),
  'register from a wrong file': speech =>
    registerPage(
      {
        ours: ID,
        exists: true,
        systemId: ID,
        typed: content,
        json: EVIL,
        from: 'file',
        problems: [problem],
      },
      speech,
    ),
  check: speech => checkPage({ ...check, now: content, ignored: [EVIL] }, speech),
  'check a new one': speech => checkPage({ ...check, now: undefined, id: 'y' }, speech),
  'check, nothing': speech => checkPage({ ...check, now: content, patch: NO_PATCH }, speech),
  'check, not confirmed': speech => checkPage({ ...check, now: content, typed: EVIL }, speech),
  'check, changed meanwhile': speech =>
    checkPage({ ...check, now: content, meanwhile: { seen: { ...content, rights: [] } } }, speech),
  'check, refused': speech =>
    checkPage(
      {
        ...check,
        now: content,
        failure: sentAlert({ outcome: 'refused', error: refused }, told, places, speech),
      },
      speech,
    ),
  'check, refused in a sentence': speech =>
    checkPage(
      {
        ...check,
        now: content,
        failure: sentAlert({ outcome: 'refused', error: plainlyRefused }, told, places, speech),
      },
      speech,
    ),
  'check, unclear': speech =>
    checkPage(
      {
        ...check,
        now: content,
        failure: sentAlert(
          { outcome: 'unclear', error: refused, found: 'other' },
          told,
          places,
          speech,
        ),
      },
      speech,
    ),
  delete: speech => deletePage({ id: ID, ours: ID, customers: 1, typed: EVIL }, speech),
}

describe.each(LANGUAGES)('in %s', language => {
  const speech = speechFor(language)
  test.each(Object.keys(PAGES))('%s', name => {
    const page = PAGES[name]!(speech)
    const html = render(
      page,
      frameOf(
        {
          colourScheme: 'auto',
          environment: 'sandbox',
          path: '/admin/system',
          formToken: 'token',
          assets,
          staff: EVIL,
          choices: '/staff',
          logOut: '/staff/logout',
        },
        speech,
      ),
    )
    expect(inlineCodeIn(html)).toEqual([])
    expect(html).not.toContain('<img')
    const words = textOf(html.replaceAll(/&#34;|&#39;/g, ''))
    expect(words).not.toMatch(/undefined|\[object|NaN/)
    expect(textOf(/<main[\s\S]*<\/main>/.exec(html)![0])).not.toMatch(/\{[a-z]+\}/i)
    const ids = [...html.matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id)
    expect(ids.filter((id, at) => ids.indexOf(id) !== at)).toEqual([])
    expect(gzipSync(html).length).toBeLessThan(15_000)
    expect((html.match(/<[a-z]/g) ?? []).length).toBeLessThan(1_500)
  })
})

test('what is wrong and what is lacking is said in words', () => {
  const speech = speechFor('nb')
  const alert = sentAlert({ outcome: 'refused', error: refused }, told, places, speech)
  expect(alert.list?.[0]).toBe(
    `Ressurser: Noen av ressursene finnes ikke: ${EVIL} (AUTH.VLD-00003)`,
  )
  expect(systemWith({ overview: { ...overview, log: 'unavailable' } })(speech)).toMatchObject({
    log: { problem: 'Vi fikk ikke hentet endringsloggen fra Altinn.' },
  })
})

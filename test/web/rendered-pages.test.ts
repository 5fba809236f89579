import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { createAssets, siteFiles } from '../../src/design/assets.js'
import { createIcons } from '../../src/design/icons.js'
import { createRender } from '../../src/design/render.js'
import type { OrganisationNumber } from '../../src/domain/organisation-number.js'
import { PACKAGES } from '../../src/domain/packages.js'
import { TEST_ORGANISATIONS } from '../../src/domain/test-organisations.js'
import { aboutPage } from '../../src/onboarding/about-page.js'
import { checkPage, type CheckFailure } from '../../src/onboarding/check-page.js'
import { continuePage } from '../../src/onboarding/continue-page.js'
import { landingPage } from '../../src/onboarding/landing-page.js'
import { receiptPage, type ReceiptOutcome } from '../../src/onboarding/receipt-page.js'
import { signUpPage } from '../../src/onboarding/sign-up-page.js'
import { termsPage } from '../../src/onboarding/terms-page.js'
import { loginPage, withoutLoginPage } from '../../src/sign-in/login-page.js'
import {
  leavingPage,
  onTheWayPage,
  refusedPage,
  signedInPage,
} from '../../src/sign-in/passing-pages.js'
import { oncePage, staffLoginPage, staffPage } from '../../src/sign-in/staff-pages.js'
import { apiDocsPage } from '../../src/reference-apis/api-docs-page.js'
import { claimsPage, type ClaimsPageInput } from '../../src/reference-apis/claims-page.js'
import { readPeriod } from '../../src/reference-apis/claims-period.js'
import { overviewPage } from '../../src/reference-apis/overview-page.js'
import { errorPage } from '../../src/web/error-page.js'
import { frameOf, type Frame, type FrameInput, type Page } from '../../src/web/frame.js'
import { LANGUAGES, speechFor, type Speech } from '../../src/web/speech.js'
import { accessPages } from '../access/sample-pages.js'
import { auditPages } from '../audit/sample-pages.js'
import { batchesPages } from '../batches/sample-pages.js'
import { consolePages } from '../console/sample-pages.js'
import { customersPages } from '../customers/sample-pages.js'
import { inspectorPages } from '../inspector/sample-pages.js'
import { inspectorStepPages } from '../inspector/sample-steps.js'
import { demoScriptsPages } from '../demo-scripts/sample-pages.js'
import { plannerPages } from '../planner/sample-pages.js'
import { readinessPages } from '../readiness/sample-pages.js'
import { reconciliationPages } from '../reconciliation/sample-pages.js'
import { requestsPages } from '../requests/sample-pages.js'

const ROOT = join(import.meta.dirname, '../..')
const assets = createAssets({ files: siteFiles(join(ROOT, 'public')) })
const render = createRender<Page, Frame>({
  folder: join(ROOT, 'views'),
  layout: 'layout',
  icon: createIcons(),
})

/** What a visitor or an upstream may have written; in a page it must be text, wherever it stands. */
const EVIL = `"><script>alert(1)</script>'<img src=x onerror=alert(1)>`
const NOW = Date.UTC(2026, 10, 20, 8)
const confirmUrl = `https://am.ui.tt02.altinn.no/accessmanagement/ui/systemuser/request?id=1&a="'`

const order = {
  package: PACKAGES[1]!,
  company: EVIL,
  organisationNumber: '310261629',
  contactPerson: EVIL,
  email: EVIL,
  environment: 'sandbox',
} as const

const failures: CheckFailure[] = [
  { kind: 'noAnswer', service: 'altinn' },
  { kind: 'refused', code: EVIL },
  { kind: 'explained', words: { title: EVIL, text: EVIL } },
  { kind: 'unknownOrganisation' },
  { kind: 'alreadyApproved', mayOpenOverview: true },
  { kind: 'otherKindWaits', waiting: 'standard', confirmUrl: 'https://altinn.example/' },
  { kind: 'endedBefore', situation: 'rejected' },
  { kind: 'checking' },
]
const outcomes: ReceiptOutcome[] = [
  'approved',
  'rejected',
  'waiting',
  'forwarded',
  'expired',
  'gone',
  'notSent',
  'notFound',
  'unreadable',
  'uncertain',
]

const claim = {
  kravbeskrivelse: { spraakTekst: [{ tekst: EVIL, spraak: EVIL }] },
  kravforfall: [{ forfallsdato: EVIL, gjenstaaendeBeloep: 1 }],
}
const overviewWith = (more: object) => (speech: Speech) =>
  overviewPage(
    {
      company: EVIL,
      organisationNumber: '310261629',
      fetchedAt: NOW,
      strip: { state: 'active', approvedAt: NOW, permissions: 2 },
      logistics: {
        state: 'answer',
        data: {
          status: EVIL,
          shipmentStatus: EVIL,
          importStatus: EVIL,
          exportStatus: EVIL,
          transitStatus: EVIL,
          createTime: EVIL,
        },
      },
      salary: { state: 'noPermission' },
      claims: {
        state: 'answer',
        data: {
          partIdentifikator: '310261629',
          skjermet: false,
          aapentKravMedGjenstaaendeBeloep: Array.from({ length: 50 }, () => claim),
          innbetalingMedUplassertBeloep: [],
          oversiktPerKravgruppe: [],
        },
      },
      claimsPage: 2,
      withoutSignIn: true,
      ...more,
    },
    speech,
  )

const failed = { state: 'unavailable', reason: 'noAnswer', reference: EVIL } as const

/** As if Skatteetaten, or whoever stands in for it, meant no good. */
const evilClaim = {
  ...claim,
  kravgruppe: EVIL,
  kravtype: EVIL,
  kravforfall: ['2026-10-12', '2026-12-10', EVIL].map(forfallsdato => ({
    forfallsdato,
    gjenstaaendeBeloep: 1,
    betalingsinformasjon: { kidnummer: EVIL },
  })),
}
const evilAccount = { konto: { kontoeiersNavn: EVIL, kontonummer: EVIL } }
const answered = { partIdentifikator: EVIL, skjermet: false }
const claimsWith = (more: Partial<ClaimsPageInput>) => (speech: Speech) =>
  claimsPage(
    {
      tab: 'open',
      company: EVIL,
      fetchedAt: NOW,
      correlationId: EVIL,
      period: readPeriod({}, NOW),
      isChosen: true,
      page: 2,
      askHref: '/x',
      ...more,
    },
    speech,
  )

const pages: Record<string, (speech: Speech) => Page> = {
  ...accessPages(EVIL),
  ...auditPages(EVIL),
  ...batchesPages(EVIL),
  ...consolePages(),
  ...customersPages(EVIL),
  ...inspectorPages(EVIL),
  ...inspectorStepPages(EVIL),
  ...demoScriptsPages(),
  ...plannerPages(EVIL),
  ...readinessPages(EVIL),
  ...reconciliationPages(EVIL),
  ...requestsPages(EVIL),
  'claims, open': claimsWith({
    result: {
      state: 'answer',
      data: {
        tab: 'open',
        data: {
          ...answered,
          aapentKravMedGjenstaaendeBeloep: Array.from({ length: 50 }, () => evilClaim),
          innbetalingMedUplassertBeloep: [],
          oversiktPerKravgruppe: [{ kravgruppe: EVIL, saldo: 1 }],
          totalOversikt: { sumUplasserteInnbetalinger: 1 },
        },
      },
    },
  }),
  'claims, paid in': claimsWith({
    tab: 'payments-in',
    result: {
      state: 'answer',
      data: {
        tab: 'payments-in',
        data: {
          ...answered,
          innbetaling: [
            {
              innbetalingsdato: EVIL,
              innbetalingstype: EVIL,
              innbetaltFra: evilAccount,
              plassertKrav: [{ kravbeskrivelse: claim.kravbeskrivelse }],
            },
            { innbetalingsdato: '2026-11-01', innbetaltBeloep: -1, plassertKrav: [] },
          ],
        },
      },
    },
  }),
  'claims, paid out': claimsWith({
    tab: 'payments-out',
    result: {
      state: 'answer',
      data: {
        tab: 'payments-out',
        data: {
          ...answered,
          utbetaling: [
            { utbetaltdato: '2026-11-01', utbetaltBeloep: 1, utbetalingstatus: EVIL },
            { betaltTil: { ...evilAccount, meldingSendtTilMottaker: EVIL } },
          ],
        },
      },
    },
  }),
  'claims, strange period': claimsWith({
    tab: 'all',
    period: readPeriod({ from: EVIL, to: EVIL }, NOW),
  }),
  'claims, down': claimsWith({ result: { ...failed, words: { title: EVIL, text: EVIL } } }),
  'claims, no permission': claimsWith({ result: { state: 'noPermission' } }),
  'claims of a client': claimsWith({
    tab: 'all',
    client: { organisationNumber: '310261629' as OrganisationNumber, name: EVIL },
    result: { state: 'nothing' },
  }),
  'claims, taken back': claimsWith({ result: { state: 'deleted', newRequestHref: '/x' } }),
  'description of the API': speech =>
    apiDocsPage({ baseUrl: 'https://smartcloud.example', cookie: 'session' }, speech),

  landing: landingPage,
  'sign-up, empty': speech =>
    signUpPage({ package: PACKAGES[0]!, testOrganisations: TEST_ORGANISATIONS }, speech),
  'sign-up, with problems': speech =>
    signUpPage(
      {
        package: PACKAGES[0]!,
        values: {
          companyName: EVIL,
          organisationNumber: EVIL,
          email: EVIL,
          contactPerson: EVIL,
        },
        problems: {
          companyName: 'tooLong',
          organisationNumber: 'notNineDigits',
          email: 'tooLong',
          contactPerson: 'invalid',
          terms: 'notAccepted',
        },
      },
      speech,
    ),
  check: speech => checkPage(order, speech),
  'check, existing': speech => checkPage({ ...order, existing: { createdAt: NOW } }, speech),
  ...Object.fromEntries(
    failures.map(failure => [
      `check, ${failure.kind}`,
      (speech: Speech) => checkPage({ ...order, failure }, speech),
    ]),
  ),
  continue: speech => continuePage({ confirmUrl, environment: 'tt02' }, speech),
  'continue, waits': speech =>
    continuePage({ confirmUrl, environment: 'sandbox', waits: true, callsHref: '/x' }, speech),
  ...Object.fromEntries(
    outcomes.map(outcome => [
      `receipt, ${outcome}`,
      (speech: Speech) =>
        receiptPage(
          {
            outcome,
            company: EVIL,
            organisationNumber: '310261629',
            requestId: EVIL,
            checkedAt: NOW,
            permissions: ['claims', 'salary'],
            confirmUrl,
            accessUrl: confirmUrl,
            mayOpenOverview: true,
          },
          speech,
        ),
    ]),
  ),
  overview: overviewWith({}),
  'overview, in parts': overviewWith({
    logistics: failed,
    salary: { state: 'nothing' },
    claims: { state: 'nothing' },
    permissionsHref: '/x',
    allClaimsHref: '/x',
    callHref: () => '/x',
    askHref: () => '/x',
  }),
  'overview, down': overviewWith({
    logistics: { ...failed, service: 'altinn' },
    salary: { ...failed, service: 'altinn' },
    claims: { ...failed, service: 'altinn' },
  }),
  'overview, waiting': overviewWith({
    strip: { state: 'waiting', confirmUrl },
    logistics: undefined,
    salary: undefined,
    claims: undefined,
  }),
  login: speech => loginPage({ environment: 'sandbox', reason: undefined, to: EVIL }, speech),
  'login, turned away': speech =>
    loginPage({ environment: 'prod', reason: 'mustLogIn', to: undefined }, speech),
  'login, not here': speech => withoutLoginPage({ mayOpenOverview: true, company: EVIL }, speech),
  'login, for staff': speech =>
    staffLoginPage(
      {
        environment: 'sandbox',
        reason: 'sessionExpired',
        to: EVIL,
        isOpen: true,
        hasAddress: false,
      },
      speech,
    ),
  'login, once': speech => oncePage({ code: EVIL }, speech),
  'login, on the way': speech => onTheWayPage(confirmUrl, speech),
  'login, done': speech => signedInPage(`/overview?a="'`, speech),
  'login, refused': speech =>
    refusedPage({ refusal: 'notTrusted' }, { loginHref: '/login', reference: EVIL }, speech),
  staff: speech => staffPage({ name: EVIL, roles: ['viewer', 'presenter'] }, speech),
  'logged out': speech => leavingPage(confirmUrl, speech),
  terms: termsPage,
  about: speech => aboutPage({ environment: 'tt02' }, speech),
  error: speech => errorPage({ kind: 'unreachable', service: EVIL, reference: EVIL }, speech),
  'error, no access': speech =>
    errorPage({ kind: 'noAccess', company: EVIL, reference: EVIL }, speech),
}

const frame: FrameInput = {
  colourScheme: 'auto',
  environment: 'sandbox',
  path: `/about?${EVIL}`,
  formToken: 'token',
  assets,
  organisation: { name: EVIL, number: '310261629' },
  message: { tone: 'success', text: EVIL },
  logOut: '/log-out',
}

/** As EJS writes it. */
const escaped = (text: string) =>
  text
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/"/g, '&#34;')
    .replace(/'/g, '&#39;')

describe.each(LANGUAGES.flatMap(l => Object.keys(pages).map(name => [l, name] as const)))(
  'in %s, the page «%s»',
  (language, name) => {
    const speech = speechFor(language)
    const page = pages[name]!(speech)
    const html = render(page, frameOf(frame, speech))
    const bare = render(
      page,
      frameOf({ ...frame, organisation: undefined, message: undefined }, speech),
    )

    test('is one document in its language, with one heading and a title', () => {
      expect(html).toMatch(/^<!doctype html>/)
      expect(html).toContain(`<html lang="${language}"`)
      expect(html.match(/<h1[\s>]/g)).toHaveLength(1)
      expect(bare).toContain(`<title>${escaped(page.title)}</title>`)
      expect(page.title).toMatch(/SmartCloud|Røntgen$|X-ray$/)
    })

    test('takes what others wrote as text', () => {
      expect(html).not.toMatch(/<script>|<img|"'/)
    })

    test('has no two equal ids, and no reference to one that is missing', () => {
      const ids = [...html.matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id)
      expect(ids).toEqual([...new Set(ids)])
      const references = html.matchAll(/(?:aria-labelledby|aria-describedby|for)="([^"]+)"/g)
      for (const id of [...references].flatMap(([, list]) => list!.split(' ')))
        expect(ids).toContain(id)
    })

    test('leaves no place open, and shows nothing of the machine', () => {
      expect(bare).not.toMatch(/\{\w*\}|undefined|\[object|NaN|Invalid Date/)
    })

    test('has headings without jumps', () => {
      const levels = [...bare.matchAll(/<h([1-6])[\s>]/g)].map(([, level]) => Number(level))
      levels.forEach((level, i) => expect(level - (levels[i - 1] ?? 0)).toBeLessThan(2))
    })

    test('stays within its budget', () => {
      expect(gzipSync(html).length).toBeLessThan(15_000)
      expect(html.match(/<\w/g)!.length).toBeLessThan(1_500)
    })
  },
)

test('while we find out what Altinn has, the page comes anew where no script runs', () => {
  const speech = speechFor('nb')
  const html = render(pages['receipt, uncertain']!(speech), frameOf(frame, speech))
  expect(html).toContain('<noscript><meta http-equiv="refresh" content="5"></noscript>')
})

test('the page on the way to Altinn goes on at once, and shows a link for when it does not', () => {
  const speech = speechFor('nb')
  const html = render(pages['continue']!(speech), frameOf(frame, speech))
  expect(html).toContain(`<meta http-equiv="refresh" content="0;url=${escaped(confirmUrl)}">`)
  expect(html).toContain(`href="${escaped(confirmUrl)}">Fortsett til Altinn</a>`)
})

import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { shareCli } from '../support/cli.js'
import { freePort } from '../support/free-port.js'

const story = shareCli()

/*
 * The steps of the guide that this project comes from, with nothing but its own commands: create an
 * integration, register the system, have it approved, configure, run.
 */

const CUSTOMER = '210493352'

/** Nobody has registered anything yet; the customer has somebody who may approve. */
const WORLD = {
  startFrom: 'empty',
  vendors: [{ orgNo: '991825827', name: 'SMARTCLOUD AS' }],
  organisations: [{ orgNo: CUSTOMER, name: 'KUNDE I TENOR AS' }],
  persons: [
    {
      pid: '14837861110',
      name: 'VENNLIG BJERK',
      roles: [{ orgNo: CUSTOMER, role: 'dagligLeder' }],
    },
  ],
  resources: [
    {
      identifier: 'kravogbetaling',
      title: { nb: 'Krav og betaling', nn: 'Krav og betaling', en: 'Claims and payments' },
      owner: { name: { nb: 'Skatteetaten' }, orgNo: '974761076', orgCode: 'skd' },
    },
  ],
}

/** As the guide has it, letter by letter, but for the client id. */
const SYSTEM = (clientId: string) => `{
  "Id": "991825827_smartcloud",
  "Vendor": {
    "ID": "0192:991825827"
  },
  "Name": {
    "en": "SmartCloud",
    "nb": "SmartCloud",
    "nn": "Smart SKY"
  },
  "Description": {
    "en": "SmartCloud Rocks",
    "nb": "SmartCloud er verdens beste system.",
    "nn": "SmartSky er vestlandets beste system"
  },
  "Rights": [
    {
      "Resource": [
        {
          "value": "kravogbetaling",
          "id": "urn:altinn:resource"
        }
      ]
    }
  ],
  "AllowedRedirectUrls": [ "https://smartcloudaltinn.azurewebsites.net/receipt" ],
  "ClientId": [ "${clientId}" ]
}`

test('From an empty folder to a green doctor, as the guide tells it', async () => {
  const cwd = mkdtempSync(join(story().folder, 'walk-'))
  const run = (...args: string[]) => story().run(args, { cwd, env: { LANG: 'en_GB.UTF-8' } })
  const write = (name: string, text: string) => writeFileSync(join(cwd, name), text)
  const ask = async (address: string, body: unknown = {}) => {
    const answer = await fetch(address, { method: 'POST', body: JSON.stringify(body) })
    expect(answer.ok, address).toBe(true)
    return (await answer.json()) as Record<string, string>
  }

  write('world.json', JSON.stringify(WORLD))
  const port = String(await freePort())
  await story().start(['sandbox', '--port', port, '--seed', 'world.json'], { cwd, env: {} })
  const desk = `http://localhost:${port}/_sandbox`

  // 1. A key, and an integration in Maskinporten that has its public half.
  const kid = ((await run('keys', 'new', '--json')).json() as { kid: string }).kid
  const { clientId } = await ask(`${desk}/clients`, {
    orgNo: '991825827',
    jwks: JSON.parse(readFileSync(join(cwd, 'maskinporten-key.public.json'), 'utf8')) as unknown,
  })
  const settings = [
    'UPSTREAMS=sandbox',
    `SANDBOX_URL=http://localhost:${port}`,
    `clientID=${clientId}`,
    'pemCertificatePath=".\\maskinporten-key.pem"',
    `MASKINPORTEN_KID=${kid}`,
    'scope=altinn:systembruker.demo',
  ]
  write('.env', settings.join('\n'))

  // 2. The system in the system register.
  write('system.json', SYSTEM(clientId!))
  const registered = await run('system', 'register', 'system.json')
  expect(registered).toMatchObject({
    code: 0,
    stdout:
      'The system 991825827_smartcloud has been registered.\nWrite SYSTEM_ID=991825827_smartcloud in .env.\n',
  })
  write('.env', [...settings, 'SYSTEM_ID=991825827_smartcloud'].join('\n'))

  // Until somebody has approved there is nothing to get, and the doctor says why.
  const early = await run('doctor', '--org', CUSTOMER)
  expect(early.code).toBe(1)
  expect(early.stdout).toContain(`smartcloud request create --org ${CUSTOMER}`)

  // 3. The customer is asked, and says yes.
  const asked = await run(
    ...['request', 'create', '--org', CUSTOMER, '--resource', 'kravogbetaling', '--json'],
    ...['--return-url', 'https://smartcloudaltinn.azurewebsites.net/receipt'],
  )
  const { outcome, request } = asked.json() as { outcome: string; request: Record<string, string> }
  expect({ outcome, situation: request['situation'] }).toEqual({
    outcome: 'created',
    situation: 'waiting',
  })
  expect(request['confirmUrl']).toContain(`http://localhost:${port}/accessmanagement/ui/`)
  await ask(`${desk}/requests/${request['id']}/approve`)

  // 4. The test application is configured, and run.
  write(
    '.env',
    [...settings, 'SYSTEM_ID=991825827_smartcloud', `systemUserOrg=${CUSTOMER}`].join('\n'),
  )
  const token = await run('token', '--json')
  expect(token.json()).toMatchObject({
    systemId: '991825827_smartcloud',
    organisationNumber: CUSTOMER,
    scope: 'altinn:systembruker.demo',
  })
  const called = await run('call', 'system-user-info')
  expect(called.stdout).toMatch(
    new RegExp(`^SystemId +991825827_smartcloud\\nSystemUserId +\\S+\\nOrg +${CUSTOMER}\\n$`),
  )

  const doctor = await run('doctor', '--org', CUSTOMER)
  expect(doctor.stdout).toMatch(/^The set-up: /)
  expect(doctor.stdout).toContain(`The customer ${CUSTOMER}: The access works`)
  expect(doctor.stdout).not.toMatch(/^ +(Failed|Not allowed to ask|No answer|Not asked) /m)
  expect(doctor.code).toBe(0)
}, 60_000)

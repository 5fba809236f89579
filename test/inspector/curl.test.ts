import { execFileSync } from 'node:child_process'
import { describe, expect, test } from 'vitest'
import { curlOf, quoted } from '../../src/inspector/curl.js'
import type { Step } from '../../src/inspector/flow.js'

const call = (more: Partial<Step>): Step => ({
  kind: 'call',
  operation: 'maskinporten: get token',
  from: 'smartcloud',
  to: 'maskinporten',
  at: 0,
  method: 'POST',
  url: 'https://test.maskinporten.no/token',
  tokens: [],
  ...more,
})

const SECRETS = { TOKEN: 'a token of mine', ASSERTION: 'an assertion of mine' }

/** What a program gets as its arguments when this is pasted into a shell. */
const argumentsOf = (command: string): string[] =>
  execFileSync('/bin/bash', ['--norc', '-c', `curl() { printf '%s\\0' "$@"; }\n${command}`], {
    env: { ...SECRETS, PATH: '/nowhere', LC_ALL: 'C.UTF-8' },
    encoding: 'utf8',
  })
    .split('\0')
    .slice(0, -1)

const HOSTILE = [
  `'; rm -rf ~ #`,
  `"$(id)"`,
  '`id`',
  '$HOME ${TOKEN} $((1+1))',
  'a\nb\r\nc\td',
  '\u001b[201~\u001b]0;title\u0007\u009b31m',
  '\\\'"\\\\',
  '!! {a,b} * ? ~ & | ; < > ( )',
  '--output /tmp/x',
  '@/etc/passwd',
  '\u202eright to left\u2066',
  'blåbær 🍇',
  '‹jwt nothex› ‹jwt 1234567›',
  '',
]

describe('Whatever somebody wrote', () => {
  test.each(HOSTILE)('%j is one word for a shell, and does nothing', text => {
    expect(argumentsOf(`curl ${quoted(text)}`)).toEqual([text])
  })

  test.each(HOSTILE)('%j beside a token leaves the token its name', text => {
    const word = quoted(`${text}‹jwt a1b2c3›${text}`)
    expect(argumentsOf(`curl ${word}`)).toEqual([`${text}${SECRETS.TOKEN}${text}`])
  })

  test.each(HOSTILE)('%j puts nothing on a terminal that it would act upon', text => {
    expect(quoted(text)).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e\u2066]/)
  })
})

test('A grant is sent with the name of the assertion in its place', () => {
  const curl = curlOf(
    call({
      request: {
        headers: [
          ['accept', 'application/json'],
          ['user-agent', 'smartcloud'],
          ['content-type', 'application/x-www-form-urlencoded'],
        ],
        body: {
          kind: 'form',
          text: `grant_type=urn%3Aietf%3Aparams&assertion=‹jwt a1b2c3›`,
          bytes: 60,
        },
      },
    }),
  )!
  expect(curl.names).toEqual(['$ASSERTION'])
  expect(curl.command.split(' \\\n  ')).toEqual([
    'curl --request POST https://test.maskinporten.no/token',
    `--header 'accept: application/json'`,
    `--header 'content-type: application/x-www-form-urlencoded'`,
    '--data-urlencode grant_type=urn:ietf:params',
    '--data-urlencode "assertion=$ASSERTION"',
  ])
  expect(argumentsOf(curl.command).at(-1)).toBe(`assertion=${SECRETS.ASSERTION}`)
})

test('A call with a token is sent with the name of the token in its place', () => {
  const body = { kind: 'json', text: `{"a":"it's","token":"‹jwt a1b2c3›"}`, bytes: 30 } as const
  const curl = curlOf(
    call({
      url: 'https://altinn.example/api?q=a[1]&b={c}',
      usedToken: 'a1b2c3',
      request: { headers: [], body },
    }),
  )!
  expect(argumentsOf(curl.command)).toEqual([
    '--request',
    'POST',
    'https://altinn.example/api?q=a[1]&b={c}',
    '--globoff',
    '--header',
    `authorization: Bearer ${SECRETS.TOKEN}`,
    '--data-raw',
    `{"a":"it's","token":"${SECRETS.TOKEN}"}`,
  ])
  expect(curl.names).toEqual(['$TOKEN'])
})

test('Names in a form are encoded, so that none of them is a file', () => {
  const curl = curlOf(
    call({
      request: {
        headers: [],
        body: { kind: 'form', text: '%40%2Fetc%2Fpasswd&a%3Db=c', bytes: 9 },
      },
    }),
  )!
  expect(argumentsOf(curl.command).filter(word => word.includes('='))).toEqual([
    '%40%2Fetc%2Fpasswd=',
    'a%3Db=c',
  ])
})

test.each<[string, Partial<Step>]>([
  ['a redirect', { kind: 'redirect' }],
  ['a token that was kept', { kind: 'kept' }],
  ['an address of a file', { url: 'file:///etc/passwd' }],
  ['an address that is an option', { url: '--config=/etc/passwd' }],
  [
    'a body that was cut',
    { request: { headers: [], body: { kind: 'text', text: 'a', bytes: 9, isCut: true } } },
  ],
  ['a body of bytes', { request: { headers: [], body: { kind: 'binary', text: '00', bytes: 1 } } }],
])('There is no command for %s', (_, more) => {
  expect(curlOf(call(more))).toBeUndefined()
})

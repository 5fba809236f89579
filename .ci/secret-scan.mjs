// Stops when a private key, a signed token or a long-lived secret lies in a file that git tracks.
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

const PATTERNS = [
  ['a private key in PEM', /-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----\s*[A-Za-z0-9+/=]{40}/],
  ['the private half of a JWK', /"d"\s*:\s*"[A-Za-z0-9_-]{40,}"/],
  ['a signed token', /\beyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{40,}/],
  ['a private JWK in base64', /\beyJ(?:[A-Za-z0-9+/]{4}){80,}/],
  // Stand-ins that nobody could mistake for a password are what tests are made of.
  [
    'an address with a password',
    /\b[a-z]+:\/\/[^\s:/@]+:(?!(?:\d+|PORT|pass|password|hunter2|secret|s3cret|wrong)@)[^\s@/]{3,}@/,
  ],
]

const files = execFileSync('git', ['ls-files', '-z']).toString().split('\0').filter(Boolean)
const found = []
for (const file of files) {
  if (/\.(png|woff2|ico)$/.test(file)) continue
  const text = readFileSync(file, 'utf8')
  for (const [what, pattern] of PATTERNS) {
    const match = pattern.exec(text)
    if (!match || match[0].includes('not-a-secret')) continue
    found.push(`${file}:${text.slice(0, match.index).split('\n').length} looks like ${what}`)
  }
}
if (found.length > 0) {
  console.error(found.join('\n'))
  process.exit(1)
}
console.log(`${files.length} files, no secret.`)

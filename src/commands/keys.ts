import { generateKeyPair, randomBytes } from 'node:crypto'
import { promisify } from 'node:util'
import * as z from 'zod'
import { KeyProblem, readSigningKey } from '../maskinporten/keys.js'
import { addCommand, type AddCommand, type CommandLine, type Result } from './command-line.js'
import { WrongUse } from './failures.js'
import { lookIntoKeyFile, writeNewFiles } from './key-files.js'
import { fieldLines } from './output.js'
import { given } from './settings.js'
import { say } from './speech.js'
import { readInput } from './terminal.js'

/** `keys`: the vendor's key for Maskinporten. */
export const addKeys: AddCommand = (parent, cli) => {
  const { keys } = cli.t
  const group = addCommand(parent, 'keys', keys, cli)
  addCommand(group, 'new', keys.new, cli)
    .option('--out <name>', keys.options.out, 'maskinporten-key')
    .option('--bits <number>', keys.options.bits, '2048')
    .option('--kid <kid>', keys.options.newKid)
    .action(options => cli.answer(() => newKey(NewOptions.parse(options), cli)))
  for (const [name, run] of [
    ['public', publicKey],
    ['check', checkKey],
  ] as const)
    addCommand(group, name, keys[name], cli)
      .argument('[file]', keys.file)
      .option('--kid <kid>', cli.t.options.kid)
      .action((file, options) =>
        cli.answer(() => run(z.string().optional().parse(file), KidOption.parse(options), cli)),
      )
}

const NewOptions = z.object({ out: z.string(), bits: z.string(), kid: z.string().optional() })
const KidOption = z.object({ kid: z.string().optional() })

const BITS = ['2048', '3072', '4096']

async function newKey(
  { out, bits, kid: chosen }: z.infer<typeof NewOptions>,
  cli: CommandLine,
): Promise<Result> {
  const { t, terminal } = cli
  if (!BITS.includes(bits)) throw new WrongUse('wrong_use', t.keys.problems.bits)
  // Digdir takes these, and asks for one that nobody else has
  const kid = chosen ?? `smartcloud-${dayOf(terminal.now())}-${randomBytes(4).toString('hex')}`
  if (!/^[\w.-]{1,100}$/.test(kid)) throw new WrongUse('wrong_use', t.keys.problems.kid)

  const { privateKey } = await cli.during(t.progress.key, () =>
    promisify(generateKeyPair)('rsa', { modulusLength: Number(bits) }),
  )
  const pem = privateKey.export({ format: 'pem', type: 'pkcs8' }).toString()
  const { publicJwk } = await readSigningKey(pem, kid)
  const jwk = { ...privateKey.export({ format: 'jwk' }), use: 'sig', alg: 'RS256', kid }
  const jwks = { keys: [publicJwk] }
  const files = {
    privateJwk: `${out}.jwk`,
    privatePem: `${out}.pem`,
    publicJwks: `${out}.public.json`,
  }
  writeNewFiles(
    [
      { name: files.privateJwk, text: pretty(jwk), isPrivate: true },
      { name: files.privatePem, text: pem, isPrivate: true },
      { name: files.publicJwks, text: pretty(jwks), isPrivate: false },
    ],
    cli,
  )
  return {
    data: { kid, bits: Number(bits), files, jwks },
    lines: [
      ...fieldLines([
        ['kid', kid],
        [t.keys.new.private, `${files.privateJwk}, ${files.privatePem}`],
        [t.keys.new.public, files.publicJwks],
      ]),
      '',
      say(t.keys.new.upload, { file: files.publicJwks }),
      say(t.keys.new.configure, { file: files.privateJwk }),
      t.keys.new.secret,
    ],
  }
}

/** `20261121` */
const dayOf = (instant: number) => new Date(instant).toISOString().slice(0, 10).replaceAll('-', '')

const pretty = (data: unknown) => `${JSON.stringify(data, null, 2)}\n`

async function publicKey(
  file: string | undefined,
  { kid }: z.infer<typeof KidOption>,
  cli: CommandLine,
): Promise<Result> {
  const source = await keySource(file, cli)
  const { publicJwk } = await readSigningKey(source.text, kid ?? source.kid)
  if (source.othersMayRead)
    cli.tell(say(cli.t.keyFiles.othersMayRead.message, { file: source.name }))
  const jwks = { keys: [publicJwk] }
  return { data: jwks, lines: [], alone: JSON.stringify(jwks, null, 2) }
}

async function checkKey(
  file: string | undefined,
  { kid }: z.infer<typeof KidOption>,
  cli: CommandLine,
): Promise<Result> {
  const words = cli.t.keys.check
  const source = await keySource(file, cli)
  const name = kid ?? source.kid
  const key = await keyWithOrWithoutKid(source.text, name)
  if (source.othersMayRead)
    throw new WrongUse('bad_key_file', {
      message: say(cli.t.keyFiles.othersMayRead.message, { file: source.name }),
      remedy: say(cli.t.keyFiles.othersMayRead.remedy, { file: source.name }),
    })

  const format = formatOf(source.text)
  const bits = Buffer.from(key.publicJwk.n, 'base64url').length * 8
  return {
    data: { ok: true, format, type: 'RSA', bits, kid: key.kid ?? null },
    lines: [
      ...fieldLines([
        [words.format, words.formats[format]],
        [words.type, say(words.rsa, { bits })],
        ['kid', key.kid ?? words.noKid],
      ]),
      '',
      words.good,
    ],
  }
}

/** A PEM has no kid; that is no fault of the key. */
async function keyWithOrWithoutKid(text: string, kid: string | undefined) {
  try {
    const { publicJwk } = await readSigningKey(text, kid)
    return { publicJwk, kid: publicJwk.kid }
  } catch (error) {
    if (!(error instanceof KeyProblem) || error.problem !== 'kidMissing') throw error
    const { publicJwk } = await readSigningKey(text, 'any')
    return { publicJwk, kid: undefined }
  }
}

interface KeySource {
  name: string
  text: string
  kid?: string | undefined
  othersMayRead: boolean
}

const MAX_KEY_BYTES = 100_000

/** The file that was named, standard input for `-`, or else the key in the settings. */
async function keySource(file: string | undefined, cli: CommandLine): Promise<KeySource> {
  const { env, stdin } = cli.terminal
  if (file === '-') {
    const text = await readInput(stdin, MAX_KEY_BYTES)
    if (text === undefined) throw new KeyProblem('unreadable')
    return { name: '-', text, othersMayRead: false }
  }
  const kid = given(env['MASKINPORTEN_KID'])
  const text = given(env['MASKINPORTEN_KEY'])
  const configured = given(env['MASKINPORTEN_KEY_FILE']) ?? given(env['pemCertificatePath'])
  if (file === undefined && text !== undefined)
    return { name: 'MASKINPORTEN_KEY', text, kid, othersMayRead: false }
  const name = file ?? configured
  if (name === undefined) throw new WrongUse('no_key', cli.t.keys.problems.none)
  return { name, ...(await lookIntoKeyFile(name, cli)), ...(file === undefined && { kid }) }
}

type Format = keyof CommandLine['t']['keys']['check']['formats']

/** How a key that can be read is written. */
function formatOf(text: string): Format {
  if (text.includes('BEGIN RSA PRIVATE KEY')) return 'pkcs1'
  if (text.includes('BEGIN ')) return 'pkcs8'
  if (/^\W*\{/.test(text)) return 'jwk'
  return 'base64'
}

import { lookup } from 'node:dns'
import { BlockList, isIP, type LookupFunction } from 'node:net'
import { ForbiddenAddress } from './errors.js'

/**
 * A path from a template in which every value becomes exactly one segment, whatever it contains.
 *
 *     path`/systemuser/request/vendor/${id}`
 *
 * @throws {ForbiddenAddress} a value is empty, `.` or `..`, which would change the path
 */
export function path(
  strings: TemplateStringsArray,
  ...values: readonly (string | number)[]
): string {
  return strings.reduce((start, literal, i) => start + segment(values[i - 1]) + literal)
}

function segment(value: string | number | undefined): string {
  const text = String(value ?? '').toWellFormed() // half a surrogate pair cannot be encoded
  if (/^\.{0,2}$/.test(text)) throw new ForbiddenAddress('A part of the path is empty or dots.')
  return encodeURIComponent(text)
}

/**
 * The start of every address of one upstream, without a slash at the end.
 *
 * @throws {ForbiddenAddress} unless it is `https:` and public, or loopback is allowed
 */
export function baseAddress(origin: string, allowLoopback: boolean): string {
  let url: URL
  try {
    url = new URL(origin)
  } catch {
    throw new ForbiddenAddress('The address of an upstream is not an address.')
  }
  const name = `The address ${url.origin}`
  if (url.protocol !== 'https:' && !(allowLoopback && url.protocol === 'http:'))
    throw new ForbiddenAddress(`${name} does not begin with https://.`)
  if (url.username || url.password || url.search || url.hash)
    throw new ForbiddenAddress(`${name} has a password, a query or a fragment.`)
  if (!allowLoopback && isInternal(url.hostname))
    throw new ForbiddenAddress(`${name} is on this machine or in a private network.`)
  return (url.origin + url.pathname).replace(/\/+$/, '')
}

// One slash, then only what may stand in a path: no host of its own, no backslash, query or fragment
const PATH = /^\/(?:[A-Za-z0-9._~!$&'()*+,;=:@/-]|%[0-9A-Fa-f]{2})*$/
const LEAVES_ITS_PLACE = /\/\/|\/(?:\.|%2e){1,2}(?:\/|$)|%5c/i

/** @throws {ForbiddenAddress} the path would lead anywhere else than below the base address */
export function fullAddress(
  base: string,
  path: string,
  query: Readonly<Record<string, string | undefined>> | undefined,
): string {
  if (!PATH.test(path) || LEAVES_ITS_PLACE.test(path))
    throw new ForbiddenAddress('The path of a call is not a plain path below its upstream.')
  if (!query) return base + path

  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined) search.append(name, value)
  }
  return search.size > 0 ? `${base}${path}?${search}` : base + path
}

const INTERNAL = new BlockList()
for (const [net, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['224.0.0.0', 3],
] as const)
  INTERNAL.addSubnet(net, prefix, 'ipv4')
for (const [net, prefix] of [
  ['::', 127], // unspecified and loopback
  ['64:ff9b::', 96], // IPv4 in disguise
  ['fc00::', 7],
  ['fe80::', 10],
  ['ff00::', 8],
] as const)
  INTERNAL.addSubnet(net, prefix, 'ipv6')

function isInternal(hostname: string): boolean {
  const host = hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '')
  const version = isIP(host)
  if (version) return INTERNAL.check(host, version === 4 ? 'ipv4' : 'ipv6')
  return !host.includes('.') || /\.(?:localhost|local|internal|localdomain|home\.arpa)$/i.test(host)
}

/** What a connection fails with when a public name leads to an address of our own network. */
export const INTERNAL_ADDRESS = 'ESMARTCLOUD_INTERNAL'

/** Looks names up like everybody else, but an answer inside our own network is no answer. */
export const publicLookup =
  (lookUp: LookupFunction = lookup as LookupFunction): LookupFunction =>
  (hostname, options, callback) => {
    lookUp(hostname, options, (error, address, family) => {
      const found = Array.isArray(address) ? address.map(entry => entry.address) : [address]
      if (!error && found.some(isInternal))
        callback(Object.assign(new Error('internal address'), { code: INTERNAL_ADDRESS }), [])
      else callback(error, address, family)
    })
  }

import { describe, expect, test } from 'vitest'
import { CLAIM_WORDS, claimsOf, claimWords } from '../../src/domain/claim-words.js'

describe('The words for claims', () => {
  test('are there in both languages, for the same claims', () => {
    expect(Object.keys(CLAIM_WORDS.en)).toEqual(Object.keys(CLAIM_WORDS.nb))
  })

  test('are found at any place in a list, and however Altinn’s examples spell it', () => {
    const customer = CLAIM_WORDS.en['authorization_details[0].systemuser_org.ID']
    expect(claimWords('authorization_details[0].systemuser_org.ID', 'en')).toBe(customer)
    expect(claimWords('authorization_details[3].systemuser_org.id', 'en')).toBe(customer)
    expect(claimWords('aud[1]', 'nb')).toBe('Mottaker')
    expect(claimWords('toString', 'nb')).toBeUndefined()
    expect(claimWords('somebody.elses', 'nb')).toBeUndefined()
  })
})

describe('The claims of a payload', () => {
  test('have paths, in the order received', () => {
    expect(
      claimsOf({
        scope: 'a b',
        exp: 1,
        details: [{ org: { ID: 'x' }, ids: ['y'] }],
        none: null,
        no: [],
      }),
    ).toEqual([
      { path: 'scope', value: 'a b' },
      { path: 'exp', value: '1' },
      { path: 'details[0].org.ID', value: 'x' },
      { path: 'details[0].ids[0]', value: 'y' },
      { path: 'none', value: 'null' },
      { path: 'no', value: '[]' },
    ])
  })

  test('are bounded, whatever somebody has written', () => {
    let deep: unknown = 'end'
    for (let level = 0; level < 100_000; level++) deep = { deep }
    const wide = Object.fromEntries(
      Array.from({ length: 5_000 }, (_, i) => [`${'n'.repeat(500)}${i}`, 'v'.repeat(5_000)]),
    )
    const claims = claimsOf({ deep, ...wide })

    expect(claims).toHaveLength(200)
    expect(claims[0]).toEqual({ path: 'deep.deep.deep.deep.deep.deep', value: '…' })
    for (const { path, value } of claims.slice(1)) {
      expect(path.length).toBeLessThanOrEqual(100)
      expect(value.length).toBeLessThanOrEqual(1_000)
    }
    expect(claimsOf('no object')).toEqual([])
    expect(claimsOf(undefined)).toEqual([])
  })
})

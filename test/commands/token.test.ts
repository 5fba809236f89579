import { describe, expect, test } from 'vitest'
import { shareCli } from '../support/cli.js'

const story = shareCli()
const CUSTOMER = '310261629'

describe('A developer asks for a token', () => {
  test('and reads what it is for', async () => {
    const { code, stdout, stderr } = await story().run(['token', '--org', CUSTOMER])
    console.log(stdout, stderr)
    expect(code).toBe(0)
  })
})

import type { nbSystemRegister } from './nb-system-register.js'
import type { Translation } from './translation.js'

export const enSystemRegister = {
  heading: '',
} as const satisfies Translation<typeof nbSystemRegister>

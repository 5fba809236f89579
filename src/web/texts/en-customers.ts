import type { nbCustomers } from './nb-customers.js'
import type { Translation } from './translation.js'

export const enCustomers = {
  heading: '',
} as const satisfies Translation<typeof nbCustomers>

/**
 * Which scope each call needs (contract 0.2). `write` does not imply `read`, and two of the reads
 * need a scope one would not guess. A token is asked for with the one scope of its call alone.
 */
export const SCOPES = {
  'create system user request': 'altinn:authentication/systemuser.request.write',
  'delete system user request': 'altinn:authentication/systemuser.request.write',
  'read system user request': 'altinn:authentication/systemuser.request.read',
  'find system user request': 'altinn:authentication/systemuser.request.read',
  'list system user requests': 'altinn:authentication/systemuser.request.read',
  'create agent request': 'altinn:authentication/systemuser.request.write',
  'create change request': 'altinn:authentication/systemuser.request.write',
  'delete change request': 'altinn:authentication/systemuser.request.write',
  'read change request': 'altinn:authentication/systemuser.request.read',
  'list change requests': 'altinn:authentication/systemuser.request.read',
  'find system user': 'altinn:authentication/systemuser.request.write',
  'list system users': 'altinn:authentication/systemregister.write',
  'read registered system': 'altinn:authentication/systemregister.write',
  'register system': 'altinn:authentication/systemregister.write',
  'replace system': 'altinn:authentication/systemregister.write',
  'replace rights': 'altinn:authentication/systemregister.write',
  'replace access packages': 'altinn:authentication/systemregister.write',
  'list own systems': 'altinn:authentication/systemregister.write',
  'delete system': 'altinn:authentication/systemregister.write',
  'read change log': 'altinn:authentication/systemregister.write',
} as const

export type AltinnOperation = keyof typeof SCOPES

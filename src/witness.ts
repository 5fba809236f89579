/**
 * Watches what an action does while it does it, for somebody who wants to see the protocol. It is
 * told everything that goes over the wire, tokens too, and must cut those out before it keeps
 * anything. It must neither throw nor hold anybody up. An action of the background has none.
 */
export interface Witness {
  /** A try of a call is over. */
  call(seen: SeenCall): void
  /** A token was at hand already, so no call was made for it. */
  keptToken(seen: SeenToken): void
  /** The browser is sent to Altinn, or has come back from there. */
  redirect(seen: SeenRedirect): void
  /** What all of this is about. The last word counts, for what was seen before it, too. */
  about(subject: Subject): void
}

export interface SeenCall {
  service: string
  /** As in `altinn: create system user request`. */
  operation: string
  method: string
  url: string
  durationMs: number
  /** What was sent as `Authorization: Bearer`. */
  token?: string | undefined
  request: { headers: Readonly<Record<string, string>>; body: string | undefined }
  /** Undefined when there was no whole answer. */
  response?:
    | {
        status: number
        headers: Readonly<Record<string, string | undefined>>
        /** Decompressed. */
        body: Buffer
      }
    | undefined
  /** Why there was none: `refused`, `dns`, `timeout`, `reset`, `tls`, `tooLarge` … */
  failure?: string | undefined
}

export interface SeenToken {
  from: 'maskinporten' | 'altinn'
  value: string
}

export interface SeenRedirect {
  direction: 'toAltinn' | 'back'
  /** Where the browser goes. */
  url: string
}

/** Whose journey, and which part of it. */
export interface Subject {
  journey: 'access' | 'clients' | 'change' | 'data'
  organisationNumber?: string
  /** Of the request or change the journey is about: what has the same one is one flow. */
  id?: string
}

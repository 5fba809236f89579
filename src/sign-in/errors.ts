import { SmartCloudError } from '../errors.js'

/** Why nobody was signed in. Each has words of its own on the page, but for what only the log needs. */
export type Refusal =
  /** The browser did not begin this, or so long ago that it is over, or has come back with it before. */
  | 'noSuchAttempt'
  /** The visitor said no at the provider. */
  | 'cancelled'
  /** The provider said no, or something it sent is not right. */
  | 'notTrusted'
  /** With less certainty than we ask for. */
  | 'tooWeak'
  /** The provider let somebody in who logged in there too long ago. */
  | 'tooOld'
  /** Signed in right, but for no organisation. */
  | 'noOrganisation'
  /** For more than one: we would have to guess. */
  | 'severalOrganisations'
  /** Signed in right, and not one of ours. */
  | 'notStaff'

/** Nobody is signed in. `because` is for the audit trail, and has nothing of what was sent. */
export class SignInRefused extends SmartCloudError {
  readonly code = 'sign_in_refused'
  readonly status = 403

  constructor(
    readonly refusal: Refusal,
    readonly because: string,
    /** Who it would have been, once that is proven. */
    readonly user?: string,
  ) {
    super(`${refusal}: ${because}`)
  }
}

/** The provider does not answer. */
export class ProviderUnreachable extends SmartCloudError {
  readonly code = 'provider_unreachable'
  readonly status = 503
  override readonly service = 'signIn'
}

/** The provider's own description of itself is not usable. */
export class ProviderSurprise extends SmartCloudError {
  readonly code = 'provider_surprise'
  readonly status = 502
  override readonly service = 'signIn'
}

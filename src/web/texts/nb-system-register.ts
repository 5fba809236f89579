/** Our system in Altinn’s register: {@link nb} takes these in. */
export const nbSystemRegister = {
  heading: '',
} as const

import * as z from 'zod'
import { AllClaims, OpenClaims, PaymentsIn, PaymentsOut } from './claims.js'
import { Logistics, Salary, SystemUserInfo } from './demo-apis.js'

/*
 * What our own API answers. Around what the upstream said stands who it is about and when it was
 * said; the names inside are the upstream's, so that its documentation holds here as well.
 */

const about = {
  organisationNumber: z.string().regex(/^\d{9}$/),
  fetchedAt: z.iso.datetime().meta({ description: 'When the upstream answered, in UTC' }),
}

const answerOf = <T extends z.ZodType>(data: T) =>
  z.object({
    ...about,
    state: z
      .enum(['found', 'nothing'])
      .meta({ description: 'nothing: the upstream knows nothing of this organisation' }),
    data: data.nullable(),
  })

const claimsAnswerOf = <T extends z.ZodType>(data: T) =>
  z.object({
    ...about,
    state: z.enum(['found', 'nothing', 'withheld']).meta({
      description: 'withheld: the Tax Administration does not show this organisation',
    }),
    correlationId: z.uuid().meta({ description: 'Sent to the Tax Administration with the call' }),
    data: data.nullable(),
  })

export const ANSWERS = {
  LogisticsAnswer: answerOf(Logistics),
  SalaryAnswer: answerOf(Salary),
  SystemUserAnswer: answerOf(SystemUserInfo),
  OpenClaimsAnswer: claimsAnswerOf(OpenClaims),
  AllClaimsAnswer: claimsAnswerOf(AllClaims),
  PaymentsInAnswer: claimsAnswerOf(PaymentsIn),
  PaymentsOutAnswer: claimsAnswerOf(PaymentsOut),
} as const
export type AnswerName = keyof typeof ANSWERS

/** Errors, as `application/problem+json`. */
export const Problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  code: z.string().meta({ description: 'Stable; decide on this and on the status' }),
  detail: z.string().optional(),
  errors: z
    .array(z.object({ parameter: z.string(), code: z.string(), detail: z.string() }))
    .optional()
    .meta({ description: 'What is wrong with the parameters, one by one' }),
  reference: z.string().meta({ description: 'Finds the request in our log' }),
})

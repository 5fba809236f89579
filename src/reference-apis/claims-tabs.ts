import type { Action } from '../action.js'
import type { Speech } from '../web/speech.js'
import type {
  AllClaims,
  Claims,
  ClaimsQuestion,
  Dates,
  OpenClaims,
  PaymentsIn,
  PaymentsOut,
} from './claims.js'
import { dueChart, paymentsChart, type MonthlyChart } from './claims-chart.js'
import {
  allDuesOf,
  claimsSheet,
  groupsSheet,
  openDuesOf,
  openGroupsSheet,
  type Sheet,
} from './claims-sheet.js'
import type { Reply } from './client.js'
import { amountOf, paymentsInSheet, paymentsOutSheet } from './payments-sheet.js'

export const TABS = ['open', 'all', 'payments-in', 'payments-out'] as const
export type Tab = (typeof TABS)[number]

/** What Skatteetaten said to the question of one tab. */
export type TabAnswer =
  | { tab: 'open'; data: OpenClaims }
  | { tab: 'all'; data: AllClaims }
  | { tab: 'payments-in'; data: PaymentsIn }
  | { tab: 'payments-out'; data: PaymentsOut }

/** Asks the question of one tab. Open claims are as of now, whatever the period. */
export async function readTab(
  claims: Claims,
  tab: Tab,
  question: ClaimsQuestion,
  dates: Dates,
  action: Action,
): Promise<Reply<TabAnswer>> {
  switch (tab) {
    case 'open':
      return answerOf(tab, await claims.open(question, action))
    case 'all':
      return answerOf(tab, await claims.all(question, dates, action))
    case 'payments-in':
      return answerOf(tab, await claims.paymentsIn(question, dates, action))
    case 'payments-out':
      return answerOf(tab, await claims.paymentsOut(question, dates, action))
  }
}

const answerOf = <T extends Tab, D>(tab: T, reply: Reply<D>): Reply<{ tab: T; data: D }> =>
  reply.state === 'answer' ? { state: 'answer', data: { tab, data: reply.data } } : reply

/** What a tab shows of its answer. */
export interface TabSheets {
  main: Sheet
  groups?: Sheet
  chart?: MonthlyChart | undefined
}

/** @param today `YYYY-MM-DD` in Norway */
export function sheetsOf({ tab, data }: TabAnswer, today: string, speech: Speech): TabSheets {
  const words = speech.t.claims.chart
  switch (tab) {
    case 'open': {
      const dues = openDuesOf(data)
      return {
        main: claimsSheet(dues, speech, today),
        groups: openGroupsSheet(data, speech),
        chart: dueChart(dues, today, speech),
      }
    }
    case 'all': {
      const dues = allDuesOf(data.krav)
      return { main: claimsSheet(dues, speech), groups: groupsSheet(dues, speech) }
    }
    case 'payments-in': {
      const payments = data.innbetaling.map(({ innbetalingsdato, innbetaltBeloep }) => ({
        day: innbetalingsdato,
        kroner: amountOf(innbetaltBeloep),
      }))
      return {
        main: paymentsInSheet(data.innbetaling, speech),
        chart: paymentsChart(payments, words.paymentsIn, speech),
      }
    }
    case 'payments-out': {
      const payments = data.utbetaling.map(({ utbetaltdato, utbetaltBeloep }) => ({
        day: utbetaltdato,
        kroner: amountOf(utbetaltBeloep),
      }))
      return {
        main: paymentsOutSheet(data.utbetaling, speech),
        chart: paymentsChart(payments, words.paymentsOut, speech),
      }
    }
  }
}

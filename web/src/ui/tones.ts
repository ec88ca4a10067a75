import type {
  CheckOutcome,
  ItemState,
  MatchOutcome,
  PostingState,
  RiskLevel,
  StepState,
} from '~/api/documents'
import type { Tone } from './Mark'

// New values may come at any time: each function has a default.

/** How an invoice's state looks to anybody; whether it waits for the viewer is told by tasks. */
export function stateTone(state: ItemState): Tone {
  switch (state) {
    case 'APPROVED':
    case 'POSTED':
    case 'SETTLED':
    case 'RESOLVED':
    case 'CERTIFIED':
      return 'done'
    case 'ON_HOLD':
    case 'REJECTED':
    case 'FAILED':
      return 'blocked'
    case 'RETURNED':
    case 'DISPUTED':
      return 'risk'
    case 'DRAFT':
    case 'CANCELLED':
      return 'draft'
    default:
      return 'wait'
  }
}

export function checkTone(outcome: CheckOutcome): Tone {
  switch (outcome) {
    case 'PASS':
      return 'done'
    case 'INFO':
      return 'info'
    case 'WARNING':
      return 'risk'
    case 'BLOCKER':
      return 'blocked'
    default:
      return 'unknown'
  }
}

export function matchTone(outcome: MatchOutcome): Tone {
  switch (outcome) {
    case 'MATCHED':
    case 'WITHIN_TOLERANCE':
      return 'done'
    case 'NO_PO':
      return 'info'
    default:
      return 'risk'
  }
}

export function postingTone(state: PostingState): Tone {
  switch (state) {
    case 'CONFIRMED':
      return 'done'
    case 'REFUSED':
      return 'blocked'
    case 'IN_DOUBT':
      return 'risk'
    case 'REVERSED':
      return 'info'
    default:
      return 'wait'
  }
}

export function stepTone(state: StepState): Tone {
  switch (state) {
    case 'DONE':
      return 'done'
    case 'READY':
      return 'you'
    case 'CANCELLED':
      return 'draft'
    default:
      return 'wait'
  }
}

export function riskTone(risk: RiskLevel): Tone {
  switch (risk) {
    case 'LOW':
      return 'draft'
    case 'MEDIUM':
      return 'info'
    case 'HIGH':
      return 'risk'
    default:
      return 'blocked'
  }
}

/** Worst first: what a list of checks opens with. */
export const worstFirst: CheckOutcome[] = ['BLOCKER', 'UNKNOWN_SOURCE_DOWN', 'WARNING', 'INFO', 'PASS']

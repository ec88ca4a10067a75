import type { Tone } from '~/ui/Mark'
import type { FeedState, JobState, LineState } from './model'

// New values may come at any time: each function has a default.

export function lineTone(state: LineState): Tone {
  switch (state) {
    case 'MATCHED':
      return 'done'
    case 'SUGGESTED':
      return 'advice'
    case 'AMBIGUOUS':
      return 'risk'
    case 'NEW':
    case 'EXCLUDED':
      return 'draft'
    default:
      return 'wait'
  }
}

export function feedTone(state: FeedState): Tone {
  switch (state) {
    case 'ON_TIME':
      return 'done'
    case 'LATE':
      return 'risk'
    case 'MISSING':
    case 'REJECTED':
      return 'blocked'
    case 'EXCUSED':
      return 'draft'
    default:
      return 'info'
  }
}

export function jobTone(state: JobState): Tone {
  switch (state) {
    case 'DONE':
      return 'done'
    case 'FAILED':
      return 'blocked'
    case 'CANCELLED':
      return 'draft'
    default:
      return 'wait'
  }
}

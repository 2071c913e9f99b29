/** What is asked, whatever the numbers in it: each has its sentence in `data/law/texts.yaml`. */
export const questionNames = [
  'organization',
  'for-others',
  'personal-account',
  'dedicated-account',
  'started',
  'closed',
  'accredited',
  'in-emergency',
  'approval-asked',
  'approval-pending',
  'approval-approved',
  'approval-refused',
  'fewer-approvers-than',
  'notice-given',
  'notice-in-time',
  'notice-names-end',
  'lead-shorter-than-calendar-days',
  'lead-shorter-than-working-days',
  'has-end-date',
  'end-has-passed',
  'closed-longer-than',
  'closed-before',
  'reported',
  'reported-later-than',
  'misused',
  'uses-boxes',
  'uses-one-of',
  'boxes-in-order',
  'over-target',
  'costs-above',
  'on-or-after',
  'starts-on-or-after',
  'looks-like-income',
  'fine-index-known',
] as const
export type QuestionName = (typeof questionNames)[number]

/** In what a margin is counted. */
export const units = ['days', 'tiyn', 'persons'] as const
export type Unit = (typeof units)[number]

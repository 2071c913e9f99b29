/** The switches of the law, in the order of `data/law/provisions.yaml`: proposals and comparators, then what stands in every Kazakh variant. */
export const provisionIds = [
  'accreditation',
  'akimat-monitoring',
  'emergency-gate',
  'individual-collecting',
  'personal-account',
  'start-notice',
  'stop-at-target',
  'closing-deadline',
  'closing-report',
  'misuse-liability',
  'box-rules',
  'state-platform',
  'dedicated-account',
  'cost-cap',
  'lead-time',
  'decision-clock',
  'two-person-approval',
  'misuse-criminal',
  'tax-look',
] as const
export type ProvisionId = (typeof provisionIds)[number]

import type { Question } from './questions.js'

/**
 * Which facts a question asks of. Questions of different topics are answered from different facts, or (an accreditation,
 * an emergency) from facts that can be put around any days: so every answer to one topic goes with every answer to
 * another. That is what lets the proof multiply them.
 */
export const topics = [
  'days',
  'collector',
  'account',
  'accreditation',
  'emergency',
  'channels',
  'money',
  'misuse',
  'transfers',
] as const
export type Topic = (typeof topics)[number]

const keys: readonly (readonly [RegExp, Topic])[] = [
  [/^(started|closed|reported|fine-index-known|has-end-date|end-has-passed)$/, 'days'],
  [/^notice-(given|in-time|names-end)$/, 'days'],
  [/^(on|starts) >= /, 'days'],
  [/^(lead <|closed >|reported >) \d+ /, 'days'],
  [/^(organization|for-others|personal-account)$/, 'collector'],
  [/^dedicated-account$/, 'account'],
  [/^accredited$/, 'accreditation'],
  [/^(in-emergency|approval-\w+|approvers < \d+)$/, 'emergency'],
  [/^(uses .+|uses-boxes|boxes-in-order)$/, 'channels'],
  [/^(over-target|costs > \d+ %)$/, 'money'],
  [/^misused$/, 'misuse'],
  [/^transfers from /, 'transfers'],
]

/** Throws for a question that has no topic: a proof that leaves one out would be none. */
export function topicOf({ key }: Pick<Question, 'key'>): Topic {
  const topic = keys.find(([pattern]) => pattern.test(key))?.[1]
  if (topic === undefined) throw new Error(`the question "${key}" belongs to no topic`)
  return topic
}

/** The numbers against which the questions that begin so hold a fact, ascending. */
export function boundsOf(questions: readonly Question[], beginning: string, end = ''): number[] {
  const bounds = questions
    .filter(({ key }) => key.startsWith(`${beginning} `) && key.endsWith(end))
    .map(({ key }) => Number(/\d+/.exec(key)![0]))
  return [...new Set(bounds)].sort((a, b) => a - b)
}

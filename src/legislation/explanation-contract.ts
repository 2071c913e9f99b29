import { z } from 'zod'
import { findingCodes, outcomes, remedyCodes } from '../law/evaluation.js'
import { doers } from '../law/explanation.js'
import { Facts } from '../law/facts.js'
import { provisionIds } from '../law/provision-ids.js'
import { questionNames, units } from '../law/question-names.js'
import { ruleStates } from '../law/rule-states.js'
import { CitationView, EvaluationView, VariantIds } from './contract.js'

export const NewExplanation = z
  .strictObject({
    facts: Facts,
    variant: z.string(),
    others: VariantIds.optional().describe('Beside which variants; without it every other published one'),
  })
  .meta({ id: 'NewExplanation' })

const Parameters = z.record(z.string(), z.unknown())

const ConditionView = z
  .object({
    question: z.string().describe('The same for the same question with the same parameters'),
    name: z.enum(questionNames),
    parameters: Parameters,
    waitedFor: z.boolean().describe('The answer with which the condition holds'),
    given: z.boolean().nullable().describe('Null where data to answer it are missing'),
    margin: z
      .object({ value: z.union([z.number(), z.string()]), unit: z.enum(units) })
      .nullable()
      .describe('How far the value is above the threshold, negative where below; tiyn as a decimal string'),
    waitedForText: z.string(),
    givenText: z.string().nullable(),
  })
  .meta({ id: 'TracedCondition' })

const Held = z.object({
  setting: z.string(),
  parameters: Parameters,
  citation: CitationView.nullable().describe(
    'Who set it, and its thresholds; null where the variant says nothing',
  ),
})

const RuleView = Held.extend({
  provision: z.enum(provisionIds),
  provisionText: z.string(),
  code: z.enum(findingCodes),
  codeText: z.string().describe('What the rule finds where it applies'),
  state: z
    .enum(ruleStates)
    .describe(
      '`applied`: it is a finding. `nearly`: it would be one but for a single condition, or a threshold that is not passed. `not-in-force`: the variant does not have it on this day. `lacking`: data are missing to tell',
    ),
  stateText: z.string(),
  sanctionText: z
    .string()
    .nullable()
    .describe('Why no sanction is due for the finding, or a milder one than the law has, and from which day'),
  conditions: z.array(ConditionView),
  missing: z.object({ missing: z.string(), on: z.string().optional(), year: z.int().optional() }).nullable(),
}).meta({ id: 'TracedRule' })

const StepView = z
  .object({
    code: z.enum(remedyCodes),
    text: z.string(),
    by: z.enum(doers).describe('Who has to take part'),
    effort: z
      .int()
      .describe('From 1, the easiest, to 5; an assumption of the service, neither minutes nor money'),
    hindsight: z.boolean().describe('It would have had to be done before the day `on`'),
    hindsightText: z.string().nullable(),
    changes: z.array(z.object({ fact: z.string(), from: z.unknown(), to: z.unknown() })),
  })
  .meta({ id: 'WayStep' })

const Outcome = z.enum(outcomes)

const WaysView = z
  .object({
    nothing: z.boolean().describe('It is lawful already'),
    facts: z.array(StepView.extend({ outcome: Outcome })).describe('Single changes of the facts'),
    law: z
      .array(
        z.object({
          provision: z.enum(provisionIds),
          provisionText: z.string(),
          from: Held,
          to: Held,
          outcome: Outcome,
        }),
      )
      .describe('Single provisions which, set as in the law of today, would leave the facts lawful'),
    together: z
      .object({ steps: z.array(StepView), outcome: Outcome })
      .nullable()
      .describe('The fewest changes of the facts, up to four, where no single one is enough'),
  })
  .meta({ id: 'Ways' })

/** The evaluation and why. Texts are in the language of the reader. */
export const ExplanationView = z
  .object({
    evaluation: EvaluationView,
    rules: z.array(RuleView).describe('Every rule, in the order in which findings stand'),
    elsewhere: z.array(
      EvaluationView.pick({
        variant: true,
        variantHash: true,
        outcome: true,
        confidence: true,
        error: true,
      }).extend({ on: z.string().optional(), codes: z.array(z.enum(findingCodes)).optional() }),
    ),
    ways: WaysView,
  })
  .meta({ id: 'Explanation' })

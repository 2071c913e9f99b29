import type { Language } from '../kernel/texts.js'
import { isEvaluated } from '../law/evaluation.js'
import type { Explanation, Step, TracedCondition, TracedRule } from '../law/explanation.js'
import type { Legislation } from '../law/load.js'
import { sanctionNoteIn, sentenceOf } from '../law/sentences.js'
import { cellView } from './cells.js'

/** An explanation as it is answered: with its sentences, in the reader's language. */
export function explanationView(explanation: Explanation, law: Legislation, language: Language) {
  const { evaluation, rules, elsewhere, ways } = explanation
  const { together } = ways
  const titleOf = (provision: TracedRule['provision']): string =>
    law.provisions.provisions[provision].title[language]
  const stepView = (step: Step) => ({
    ...step,
    text: law.texts.remedies[step.code][language],
    hindsightText: step.hindsight ? law.texts.hindsight[language] : null,
  })
  const conditionView = (condition: TracedCondition) => ({
    ...condition,
    waitedForText: sentenceOf(condition, condition.waitedFor, law.texts)[language],
    givenText: condition.given === null ? null : sentenceOf(condition, condition.given, law.texts)[language],
  })
  const sanctionTextOf = ({ code }: TracedRule): string | null => {
    const found = isEvaluated(evaluation)
      ? evaluation.findings.find((finding) => finding.code === code)
      : null
    return found?.sanctionNote ? sanctionNoteIn(found.sanctionNote, law.texts, language) : null
  }
  return {
    evaluation: cellView(evaluation, language),
    rules: rules.map((rule) => ({
      ...rule,
      provisionText: titleOf(rule.provision),
      codeText: law.texts.findings[rule.code][language],
      stateText: law.texts.ruleStates[rule.state][language],
      sanctionText: sanctionTextOf(rule),
      conditions: rule.conditions.map(conditionView),
    })),
    elsewhere: elsewhere.map((cell) => ('error' in cell ? cellView(cell, language) : cell)),
    ways: {
      ...ways,
      facts: ways.facts.map((way) => ({ ...way, ...stepView(way) })),
      law: ways.law.map((way) => ({ ...way, provisionText: titleOf(way.provision) })),
      together: together && { ...together, steps: together.steps.map(stepView) },
    },
  }
}

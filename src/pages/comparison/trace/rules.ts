import type { Text } from '../../../kernel/texts.js'
import { isEvaluated } from '../../../law/evaluation.js'
import type { RuleState } from '../../../law/rule-states.js'
import { type Html, html } from '../../html.js'
import { settingText } from '../../settings.js'
import type { View } from '../view.js'
import { sourceOf } from './citation.js'
import { findingLines } from './finding.js'
import { marginLine } from './margin.js'
import type { Explained, Traced } from './page.js'

const words = {
  title: { kk: 'Ережелер бірінен соң бірі', ru: 'Правило за правилом', en: 'Rule by rule' },
  would: { kk: 'Оның айтары:', ru: 'Оно сказало бы:', en: 'It would say:' },
  holds: { kk: 'шарт орындалған', ru: 'условие выполнено', en: 'the condition holds' },
  fails: { kk: 'шарт орындалмаған', ru: 'условие не выполнено', en: 'the condition does not hold' },
  unknown: { kk: 'белгісіз', ru: 'неизвестно', en: 'not known' },
  waitsFor: { kk: 'Ереже мынаны күтеді:', ru: 'Правило ждёт:', en: 'The rule waits for:' },
  set: { kk: 'Кім белгілеген', ru: 'Кто установил', en: 'Who set it' },
  nobody: {
    kk: 'Бұл заң ол туралы ештеңе айтпайды.',
    ru: 'Этот закон об этом молчит.',
    en: 'This law says nothing of it.',
  },
} as const satisfies Record<string, Text>

type Rule = Explained['rules'][number]

const order: readonly RuleState[] = ['applied', 'lacking', 'nearly', 'silent', 'not-in-force']
const openAtFirst: readonly RuleState[] = ['applied', 'lacking', 'nearly']

/** Every rule in groups by how it stands to the case; those that concern it open. */
export function rulesPart(view: View, traced: Traced): Html {
  const { say } = view.reader
  const groups = order
    .map((state) => ({ state, rules: traced.explained.rules.filter((rule) => rule.state === state) }))
    .filter(({ rules }) => rules.length > 0)
  return html`<section aria-labelledby="rules"><h2 id="rules">${say(words.title)}</h2>${groups.map(
    ({ state, rules }) =>
      html`<details class="who"${openAtFirst.includes(state) && html` open`}><summary><b>${say(view.law.texts.ruleStates[state])}</b>: ${rules.length}</summary><ul class="rule-list">${rules.map((rule) => ruleItem(view, traced, rule))}</ul></details>`,
  )}</section>`
}

function ruleItem(view: View, traced: Traced, rule: Rule): Html {
  const { reader } = view
  const { say } = reader
  const { evaluation } = traced.explanation
  const finding = isEvaluated(evaluation)
    ? evaluation.findings.find(({ code }) => rule.state === 'applied' && code === rule.code)
    : undefined
  const head =
    rule.state === 'applied'
      ? html`<h3>${rule.codeText}</h3><p class="small">${rule.provisionText}</p>`
      : html`<h3>${rule.provisionText}</h3><p class="small">${say(words.would)} ${rule.codeText}</p>`
  return html`<li class="${finding === undefined ? 'rule' : `rule finding-${finding.effect}`}">${head}
${rule.conditions.length > 0 && html`<ul class="conditions">${rule.conditions.map((condition) => conditionItem(view, traced, condition))}</ul>`}
${finding === undefined ? setBy(view, rule) : html`<dl class="why small">${findingLines(view, finding)}<div><dt>${say(words.set)}</dt><dd>${setBy(view, rule)}</dd></div></dl>`}</li>`
}

/** What holds for the provision, its thresholds among it, and who set that. */
function setBy({ reader }: View, { setting, parameters, citation }: Rule): Html {
  const held = settingText(reader, { setting, parameters })
  const source = citation === null ? reader.say(words.nobody) : sourceOf(reader, citation)
  return html`<span class="small block">${[held.setting, ...held.parameters].join('; ')}. ${source}</span>`
}

function conditionItem({ reader }: View, { facts }: Traced, condition: Rule['conditions'][number]): Html {
  const { say } = reader
  const { given, waitedFor, givenText, waitedForText } = condition
  const [sign, meaning] =
    given === null ? ['?', words.unknown] : given === waitedFor ? ['✓', words.holds] : ['✗', words.fails]
  return html`<li><span class="sign" aria-hidden="true">${sign}</span><span class="hidden">${say(meaning)}: </span>${givenText ?? html`${say(words.waitsFor)} ${waitedForText}`}${marginLine(reader, condition, facts)}</li>`
}

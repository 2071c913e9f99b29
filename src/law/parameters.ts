import { z } from 'zod'
import { Day } from '../kernel/identifiers.js'
import type { FieldError } from '../kernel/problems.js'
import { declareReason, fieldErrorsOf, reasonText } from '../kernel/reasons.js'
import type { ParameterRule, ProvisionsFile } from './files.js'
import type { Change, Setting } from './variant.js'

type Law = z.output<typeof ProvisionsFile>

declareReason('setting-unknown', {
  kk: 'Бұл ереженің мұндай мәні жоқ.',
  ru: 'У этого положения нет такого значения.',
  en: 'The provision has no such setting.',
})

/** What a parameter may hold. A value that may stay unpublished is null where it is not given. */
function schemaOf(rule: ParameterRule): z.ZodType {
  switch (rule.kind) {
    case 'fine':
      return z.int().min(0).nullable().default(null)
    case 'count': {
      const count = z.int().min(rule.minimum).max(rule.maximum)
      if (rule.default === undefined) return count
      return rule.default === null ? count.nullable().default(null) : count.default(rule.default)
    }
    case 'choice':
      return rule.default === undefined ? z.enum(rule.values) : z.enum(rule.values).default(rule.default)
    case 'list':
      return z.array(z.enum(rule.values)).min(1).nullable().default(null)
    case 'day':
      return Day
  }
}

/** The parameters of a change, complete, or what is wrong with them, as pointers below `place` (`/changes/0`). */
export function checkParameters(
  { provision, setting, parameters }: Change,
  place: string,
  law: Law,
): Setting['parameters'] | FieldError[] {
  const { settings } = law.provisions[provision]
  const rules = Object.hasOwn(settings, setting) ? settings[setting] : undefined
  if (rules === undefined) return [{ pointer: `${place}/setting`, detail: reasonText('setting-unknown') }]
  const shape = Object.fromEntries(Object.entries(rules).map(([name, rule]) => [name, schemaOf(rule)]))
  const read = z.strictObject(shape).safeDecode(parameters)
  if (!read.success) return fieldErrorsOf(read.error, `${place}/parameters`)
  const given = read.data as Setting['parameters']
  const tooHigh = Object.entries(rules).flatMap(([name, rule]) => aboveCeiling(rule, given[name], law, name))
  if (tooHigh.length === 0) return given
  return tooHigh.map(({ pointer, detail }) => ({ pointer: `${place}/parameters${pointer}`, detail }))
}

function aboveCeiling(rule: ParameterRule, fine: unknown, { ceilings }: Law, name: string): FieldError[] {
  if (rule.kind !== 'fine' || typeof fine !== 'number') return []
  const mci = ceilings.mci[rule.liable]
  if (fine <= mci) return []
  const source = [ceilings.citation.act, ceilings.citation.article].filter(Boolean).join(', ')
  return [
    {
      pointer: `/${name}`,
      detail: {
        kk: `Айыппұл ${mci} АЕК-тен аспауы керек (${source}).`,
        ru: `Штраф не может быть выше ${mci} МРП (${source}).`,
        en: `The fine cannot be above ${mci} MCI (${source}).`,
      },
    },
  ]
}

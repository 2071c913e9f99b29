import { channelNames } from '../giving/channel-names.js'
import type { Text } from '../kernel/texts.js'
import type { ParameterValue, Setting } from '../law/variant.js'
import type { Reader } from './reader.js'

/** What people read for the settings of the law's switches and their parameters. */
const settingNames: Readonly<Record<string, Text>> = {
  none: { kk: 'жоқ', ru: 'нет', en: 'none' },
  off: { kk: 'жоқ', ru: 'нет', en: 'off' },
  on: { kk: 'бар', ru: 'да', en: 'on' },
  voluntary: { kk: 'ерікті', ru: 'добровольно', en: 'voluntary' },
  mandatory: { kk: 'міндетті', ru: 'обязательно', en: 'mandatory' },
  allowed: { kk: 'рұқсат етілген', ru: 'разрешено', en: 'allowed' },
  notify: { kk: 'хабарлама беріп', ru: 'с уведомлением', en: 'with notice' },
  banned: { kk: 'тыйым салынған', ru: 'запрещено', en: 'banned' },
  'akimat-approval': {
    kk: 'әкімдіктің мақұлдауымен',
    ru: 'с одобрения акимата',
    en: 'with the akimat’s approval',
  },
}

const parameterNames: Readonly<Record<string, Text>> = {
  individualFineMci: {
    kk: 'жеке тұлғаға айыппұл, АЕК',
    ru: 'штраф физическому лицу, МРП',
    en: 'fine for an individual, MCI',
  },
  organizationFineMci: {
    kk: 'ұйымға айыппұл, АЕК',
    ru: 'штраф организации, МРП',
    en: 'fine for an organization, MCI',
  },
  days: { kk: 'күн', ru: 'дней', en: 'days' },
  count: { kk: 'қалай саналады', ru: 'как считать', en: 'counted as' },
  percent: { kk: 'пайыз', ru: 'процентов', en: 'per cent' },
  channels: { kk: 'тәсілдер', ru: 'способы', en: 'channels' },
  silence: { kk: 'үндемеу нені білдіреді', ru: 'молчание означает', en: 'silence means' },
  approvers: { kk: 'мақұлдайтындар', ru: 'сколько одобряют', en: 'approvers' },
  from: { kk: 'күннен бастап', ru: 'с', en: 'from' },
  months: { kk: 'қатарынан ай', ru: 'месяцев подряд', en: 'months in a row' },
  senders: { kk: 'жіберушілер', ru: 'отправителей', en: 'senders' },
  minimumWages: { kk: 'ең төменгі жалақы', ru: 'минимальных зарплат', en: 'minimum wages' },
}

const valueNames: Readonly<Record<string, Text>> = {
  ...channelNames,
  calendar: { kk: 'күнтізбелік күн', ru: 'календарные дни', en: 'calendar days' },
  working: { kk: 'жұмыс күні', ru: 'рабочие дни', en: 'working days' },
  refusal: { kk: 'бас тарту', ru: 'отказ', en: 'refusal' },
  approval: { kk: 'мақұлдау', ru: 'одобрение', en: 'approval' },
  escalation: { kk: 'жоғарыға беру', ru: 'передача выше', en: 'escalation' },
}

const unpublished: Text = { kk: 'жарияланбаған', ru: 'не опубликовано', en: 'not published' }
const noFine: Text = { kk: '0 (айыппұл әлі жоқ)', ru: '0 (штрафа пока нет)', en: '0 (no fine in force yet)' }
const everyChannel: Text = { kk: 'барлығы', ru: 'все', en: 'all' }
const codeItself = (code: string): Text => ({ kk: code, ru: code, en: code })

/** A setting in words: what holds, and each parameter with its value. */
export function settingText(
  { say }: Reader,
  { setting, parameters }: Pick<Setting, 'setting' | 'parameters'>,
): { setting: string; parameters: string[] } {
  const inWords = (name: string, value: ParameterValue): string => {
    if (value === null) return say(name === 'channels' ? everyChannel : unpublished)
    if (value === 0 && name.endsWith('FineMci')) return say(noFine)
    if (Array.isArray(value)) return value.map((one) => say(valueNames[one] ?? codeItself(one))).join(', ')
    return typeof value === 'number' ? String(value) : say(valueNames[value] ?? codeItself(value))
  }
  return {
    setting: say(settingNames[setting] ?? codeItself(setting)),
    parameters: Object.entries(parameters).map(
      ([name, value]) => `${say(parameterNames[name] ?? codeItself(name))}: ${inWords(name, value)}`,
    ),
  }
}

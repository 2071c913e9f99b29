import { yearsCounted } from '../calendar.js'
import type { Because } from '../evaluation.js'
import {
  forOthers,
  leadDays,
  leadShorterThan,
  no,
  noticeDay,
  noticeGiven,
  noticeInTime,
  noticeNamesEnd,
  organization,
  personalAccount,
  usesOneOf,
  yes,
} from '../questions.js'
import { always, barOrBreach, preconditionOrBreach, type Rule, waysForIndividuals } from '../rule.js'
import type { Settings, Situation } from '../situation.js'
import { numberOf, type Setting } from '../variant.js'

const noticeFacts = ({ facts }: Situation): Because => ({
  on: facts.on,
  startsOn: facts.startsOn,
  'notice.givenOn': facts.notice?.givenOn ?? null,
})
const forOthersFacts = ({ facts }: Situation): Because => ({
  'collector.kind': facts.collector.kind,
  forOthers: facts.forOthers,
})

const listed = ({ parameters }: Setting): readonly string[] | null =>
  Array.isArray(parameters.channels) ? parameters.channels : null

/** Who may not collect at all need not tell beforehand. */
const whoMayCollect = (settings: Settings) =>
  settings['individual-collecting']?.setting === 'banned' ? [yes(organization)] : []

/** How one must collect: as an individual, on which account, and what must be told beforehand. */
export const collectingRules: readonly Rule[] = [
  {
    provision: 'individual-collecting',
    setting: 'banned',
    code: 'individual-banned',
    effect: barOrBreach,
    liable: true,
    conditions: always([no(organization)]),
    because: ({ facts }) => ({ 'collector.kind': facts.collector.kind }),
    remedies: waysForIndividuals,
  },
  {
    provision: 'individual-collecting',
    setting: 'notify',
    code: 'individual-notice-missing',
    effect: preconditionOrBreach,
    liable: true,
    conduct: 'start',
    conditions: always([no(organization), yes(forOthers), no(noticeInTime)]),
    because: (s) => ({ ...forOthersFacts(s), ...noticeFacts(s) }),
    remedies: always(['give-notice', 'collect-under-host']),
  },
  {
    provision: 'individual-collecting',
    setting: 'notify',
    code: 'individual-notice-no-end',
    effect: preconditionOrBreach,
    liable: true,
    conduct: 'start',
    conditions: always([no(organization), yes(forOthers), yes(noticeInTime), no(noticeNamesEnd)]),
    because: (s) => ({
      ...forOthersFacts(s),
      ...noticeFacts(s),
      'notice.endDateGiven': s.facts.notice!.endDateGiven,
    }),
    remedies: always(['state-end-date']),
  },
  {
    provision: 'personal-account',
    setting: 'on',
    code: 'personal-account',
    effect: preconditionOrBreach,
    liable: true,
    conditions: always([no(organization), yes(forOthers), yes(personalAccount)]),
    because: (s) => ({ ...forOthersFacts(s), 'account.kind': s.facts.account.kind }),
    remedies: (settings) => ['use-other-account', ...waysForIndividuals(settings)],
  },
  {
    provision: 'start-notice',
    setting: 'on',
    code: 'start-notice-missing',
    effect: preconditionOrBreach,
    liable: true,
    conduct: 'start',
    conditions: (setting) => {
      const channels = listed(setting)
      return [...(channels === null ? [] : [yes(usesOneOf(channels))]), no(noticeInTime)]
    },
    because: (s, setting) => ({
      ...(listed(setting) && { channels: s.facts.channels, 'start-notice.channels': listed(setting) }),
      ...noticeFacts(s),
    }),
    remedies: always(['give-notice']),
  },
  {
    provision: 'lead-time',
    setting: 'on',
    code: 'lead-time-missing',
    effect: preconditionOrBreach,
    liable: false,
    conditions: (_setting, settings) => [...whoMayCollect(settings), no(noticeGiven)],
    because: ({ facts }) => ({ on: facts.on, 'notice.givenOn': facts.notice?.givenOn ?? null }),
    remedies: always(['give-notice']),
  },
  {
    provision: 'lead-time',
    setting: 'on',
    code: 'lead-time-short',
    effect: preconditionOrBreach,
    liable: false,
    conditions: (setting, settings) => [
      ...whoMayCollect(settings),
      yes(noticeGiven),
      yes(leadShorterThan(numberOf(setting, 'days')!, String(setting.parameters.count))),
    ],
    measuredBy: ({ facts, legislation: { calendar } }, { parameters }) =>
      parameters.count === 'working'
        ? yearsCounted(noticeDay(facts)!, facts.startsOn).map((year) => calendar.get(year)!.confidence)
        : [],
    because: (s, setting) => ({
      'notice.givenOn': noticeDay(s.facts),
      startsOn: s.facts.startsOn,
      'lead-time.days': numberOf(setting, 'days'),
      'lead-time.count': setting.parameters.count!,
      margin: leadDays(s.facts, String(setting.parameters.count), s.legislation) - numberOf(setting, 'days')!,
    }),
    remedies: always(['postpone-start']),
  },
]

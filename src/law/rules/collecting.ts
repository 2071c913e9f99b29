import { daysBetween } from '../../kernel/days.js'
import { workingDays, yearsCounted } from '../calendar.js'
import type { Because } from '../evaluation.js'
import {
  always,
  barOrBreach,
  type Consulted,
  preconditionOrBreach,
  type Rule,
  waysForIndividuals,
} from '../rule.js'
import { isIndividual, noticeDay, numberOf, type Situation } from '../situation.js'
import type { Setting } from '../variant.js'

/** No notice yet, or one given after the start. */
function lacksNotice(s: Situation): boolean {
  const given = noticeDay(s)
  return given === null || given > s.facts.startsOn
}

const collectsForOthers = (s: Situation): boolean => isIndividual(s) && s.facts.forOthers

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

const concernsChannels = ({ facts }: Situation, setting: Setting): boolean =>
  listed(setting)?.some((channel) => facts.channels.some((used) => used === channel)) ?? true

const mayCollect = (s: Situation): boolean =>
  !(isIndividual(s) && s.settings['individual-collecting']?.setting === 'banned')

const countsWorkingDays = ({ parameters }: Setting): boolean => parameters.count === 'working'

function leadDays(s: Situation, setting: Setting): number {
  const given = noticeDay(s)!
  return countsWorkingDays(setting)
    ? workingDays(s.legislation.calendar, given, s.facts.startsOn)
    : daysBetween(given, s.facts.startsOn)
}

function calendarsOfLead(s: Situation, setting: Setting): Consulted[] {
  const given = noticeDay(s)
  if (given === null || !mayCollect(s) || !countsWorkingDays(setting)) return []
  return yearsCounted(given, s.facts.startsOn).map(
    (year) => s.legislation.calendar.get(year) ?? { missing: 'calendar', year },
  )
}

/** How one must collect: as an individual, on which account, and what must be told beforehand. */
export const collectingRules: readonly Rule[] = [
  {
    provision: 'individual-collecting',
    setting: 'banned',
    code: 'individual-banned',
    effect: barOrBreach,
    liable: true,
    applies: isIndividual,
    because: ({ facts }) => ({ 'collector.kind': facts.collector.kind }),
    remedies: waysForIndividuals,
  },
  {
    provision: 'individual-collecting',
    setting: 'notify',
    code: 'individual-notice-missing',
    effect: preconditionOrBreach,
    liable: true,
    applies: (s) => collectsForOthers(s) && lacksNotice(s),
    because: (s) => ({ ...forOthersFacts(s), ...noticeFacts(s) }),
    remedies: always(['give-notice', 'collect-under-host']),
  },
  {
    provision: 'individual-collecting',
    setting: 'notify',
    code: 'individual-notice-no-end',
    effect: preconditionOrBreach,
    liable: true,
    applies: (s) => collectsForOthers(s) && !lacksNotice(s) && !s.facts.notice!.endDateGiven,
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
    applies: (s) => collectsForOthers(s) && s.facts.account.kind === 'personal',
    because: (s) => ({ ...forOthersFacts(s), 'account.kind': s.facts.account.kind }),
    remedies: (s) => ['use-other-account', ...waysForIndividuals(s)],
  },
  {
    provision: 'start-notice',
    setting: 'on',
    code: 'start-notice-missing',
    effect: preconditionOrBreach,
    liable: true,
    applies: (s, setting) => concernsChannels(s, setting) && lacksNotice(s),
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
    applies: (s) => mayCollect(s) && noticeDay(s) === null,
    because: ({ facts }) => ({ on: facts.on, 'notice.givenOn': facts.notice?.givenOn ?? null }),
    remedies: always(['give-notice']),
  },
  {
    provision: 'lead-time',
    setting: 'on',
    code: 'lead-time-short',
    effect: preconditionOrBreach,
    liable: false,
    consults: calendarsOfLead,
    applies: (s, setting) =>
      mayCollect(s) && noticeDay(s) !== null && leadDays(s, setting) < numberOf(setting, 'days')!,
    because: (s, setting) => ({
      'notice.givenOn': noticeDay(s),
      startsOn: s.facts.startsOn,
      'lead-time.days': numberOf(setting, 'days'),
      'lead-time.count': setting.parameters.count!,
      margin: leadDays(s, setting) - numberOf(setting, 'days')!,
    }),
    remedies: always(['postpone-start']),
  },
]

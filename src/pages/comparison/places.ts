import type { Text } from '../../kernel/texts.js'
import { plainly, type View } from './view.js'

/** The shares of the stated population. */
const shares: Readonly<Record<string, Text>> = {
  weight: { kk: 'барлық жинаудағы үлесі', ru: 'доля среди всех сборов', en: 'share of all collections' },
  boxes: { kk: 'жәшік қояды', ru: 'ставят ящики', en: 'use boxes' },
  boxesInOrder: { kk: 'жәшіктері талапқа сай', ru: 'ящики в порядке', en: 'boxes in order' },
  emergency: { kk: 'төтенше жағдайға', ru: 'для чрезвычайной ситуации', en: 'for an emergency' },
  approved: { kk: 'әкімдік мақұлдаған', ru: 'одобрены акиматом', en: 'approved by the akimat' },
  refused: { kk: 'әкімдік бас тартқан', ru: 'акимат отказал', en: 'refused by the akimat' },
  endDate: { kk: 'аяқталатын күні бар', ru: 'есть день окончания', en: 'have an end date' },
  target: { kk: 'мақсатты сомасы бар', ru: 'есть целевая сумма', en: 'have a target' },
  accredited: { kk: 'аккредиттелген', ru: 'аккредитованы', en: 'accredited' },
  manySenders: { kk: 'жіберуші көп', ru: 'много отправителей', en: 'many senders' },
  misuseFound: {
    kk: 'мақсатсыз жұмсалғаны анықталған',
    ru: 'нецелевое использование найдено',
    en: 'misuse found',
  },
  fraud: { kk: 'алаяқтық', ru: 'мошенничество', en: 'fraud' },
  plannedShare: { kk: 'әлі басталмаған', ru: 'ещё не начались', en: 'not yet started' },
  closed: { kk: 'жабылған', ru: 'закрыты', en: 'closed' },
  reported: { kk: 'есеп берген', ru: 'отчитались', en: 'reported' },
  dedicatedAccount: { kk: 'бөлек шоты бар', ru: 'отдельный счёт', en: 'account of its own' },
  overTarget: { kk: 'мақсаттан асқан', ru: 'сверх цели', en: 'over the target' },
}

/** An assumption by its place, e.g. `shelter.fraud`: the group, and what is assumed of it. */
export function placeName({ reader, shown }: View, place: string): string {
  const [first = '', second] = place.split('.')
  const share = (name: string) => reader.say(shares[name] ?? plainly(name))
  if (second === undefined) return share(first)
  const group = shown.groups?.find(({ id }) => id === first)
  return `${group === undefined ? reader.say(plainly(first)) : reader.say(group.title)}: ${share(second)}`
}

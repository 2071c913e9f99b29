import { problem, type Refusal } from '../kernel/problems.js'

/** The box that the path names is of another drive, or of none. */
export const noSuchBox = (): Refusal =>
  boxNotOfCollection({ errors: [{ pointer: '/path/box', detail: boxNotOfCollection.title }] })
const boxNotOfCollection = problem('box-not-of-collection', 404, {
  kk: 'Бұл жинаудың мұндай жәшігі жоқ',
  ru: 'У этого сбора нет такого ящика',
  en: 'This collection has no such box',
})
export const boxOpenedAlready = problem('box-opened-already', 409, {
  kk: 'Осы жәшіктің дәл осы уақытта ашылғаны жазылып қойған',
  ru: 'Вскрытие этого ящика в это время уже записано',
  en: 'The opening of this box at that time is recorded already',
})
export const anotherSeal = problem('box-seal-is-another', 422, {
  kk: 'Жәшік соңғы рет басқа мөрмен жабылған: мөр ауыстырылса, ол бүлінген',
  ru: 'В прошлый раз ящик закрыли другой пломбой: подменённая пломба – нарушенная',
  en: 'The box was last closed with another seal: one that was replaced is broken',
})

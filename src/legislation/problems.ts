import { problem } from '../kernel/problems.js'

export const alreadyInForce = problem('already-in-force', 409, {
  kk: 'Бұл нұсқа осы күннен бастап қолданыста',
  ru: 'Этот вариант уже действует с этого дня',
  en: 'This variant is in force from that day already',
})
export const secondPersonNeeded = problem('second-person-needed', 409, {
  kk: 'Оны басқа әкімші растауы керек',
  ru: 'Подтвердить это должен другой администратор',
  en: 'Another administrator has to confirm this',
})
export const variantIdTaken = problem('variant-id-taken', 409, {
  kk: 'Бұл атау басқа нұсқада тұр',
  ru: 'Это имя уже носит другой вариант',
  en: 'Another variant has this name already',
})
export const alreadyPublished = problem('variant-already-published', 409, {
  kk: 'Бұл нұсқа жарияланып қойған',
  ru: 'Этот вариант уже опубликован',
  en: 'This variant is published already',
})
export const tooManyCells = problem('too-many-cells', 422, {
  kk: 'Бұл екі нұсқаны толық салыстыру үшін тым көп жағдайды қарау керек',
  ru: 'Чтобы полностью сравнить эти варианты, нужно рассмотреть слишком много случаев',
  en: 'A full comparison of these variants has too many cases to consider',
})

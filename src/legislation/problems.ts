import { problem } from '../kernel/problems.js'

export const secondPersonNeeded = problem('second-person-needed', 409, {
  kk: 'Оны басқа әкімші растауы керек',
  ru: 'Подтвердить это должен другой администратор',
  en: 'Another administrator has to confirm this',
})

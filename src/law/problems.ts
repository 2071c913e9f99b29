import { problem } from '../kernel/problems.js'
import type { EvaluationError } from './evaluation.js'
import type { Missing } from './questions.js'

const noIndexValue = problem('no-index-value', 422, {
  kk: 'Бұл күнге көрсеткіштің мәні белгісіз',
  ru: 'Значение показателя на этот день неизвестно',
  en: 'No value of the index is known for this day',
})
const noCalendar = problem('no-calendar', 422, {
  kk: 'Бұл жылдың жұмыс күнтізбесі белгісіз',
  ru: 'Производственный календарь этого года неизвестен',
  en: 'No calendar of working days is known for this year',
})

/** Why a cell could not be computed. */
export function errorOf(missing: Missing): EvaluationError['error'] {
  if (missing.missing === 'calendar') {
    const { year } = missing
    return {
      type: '/problems/no-calendar',
      title: noCalendar.title,
      detail: {
        kk: `${year} жылдың күнтізбесінсіз жұмыс күндерін санау мүмкін емес.`,
        ru: `Без календаря ${year} года рабочие дни не сосчитать.`,
        en: `Working days cannot be counted without the calendar of ${year}.`,
      },
    }
  }
  const { on } = missing
  return {
    type: '/problems/no-index-value',
    title: noIndexValue.title,
    detail: {
      kk: `${on} күніне ресми мән жарияланбаған немесе бізге белгісіз; басқа күннің мәні қолданылмайды.`,
      ru: `На ${on} значение не опубликовано или нам неизвестно; значение другого дня не применяется.`,
      en: `No value for ${on} is published or known to us; the value of another day is not used.`,
    },
  }
}

import type { ComparisonResults } from '../../comparison/results.js'
import type { Text } from '../../kernel/texts.js'
import { type Html, html } from '../html.js'
import { strip } from './chart.js'
import { valueName } from './names.js'
import { counted, decimal, shortTenge } from './numbers.js'
import { graphTable } from './table.js'
import { plainly, type View, variantName } from './view.js'

const words = {
  lead: {
    kk: 'Стандартты құн үлгісі: баға × сан. Әр баға – өзгертуге болатын болжам.',
    ru: 'Модель стандартных издержек: цена × количество. Каждая цена – допущение, которое можно изменить.',
    en: 'The standard cost model: price × quantity. Every price is an assumption that can be changed.',
  },
  duty: { kk: 'Міндет', ru: 'Обязанность', en: 'Duty' },
  chart: { kk: 'Құны', ru: 'Стоимость', en: 'Cost' },
  quantity: { kk: 'Рет', ru: 'Раз', en: 'Times' },
  price: { kk: 'Бір реттің бағасы', ru: 'Цена одного раза', en: 'Price of one' },
  total: { kk: 'Барлығы', ru: 'Всего', en: 'Total' },
  bySize: { kk: 'Көлемі бойынша', ru: 'По размеру', en: 'By size' },
  hour: { kk: 'сағ', ru: 'ч', en: 'h' },
  none: { kk: 'Жаңа міндет жоқ.', ru: 'Новых обязанностей нет.', en: 'No new duty.' },
} as const satisfies Record<string, Text>

const duties: Readonly<Record<string, Text>> = {
  'accreditation-application': {
    kk: 'Аккредиттеуге өтініш',
    ru: 'Заявление на аккредитацию',
    en: 'Application for accreditation',
  },
  'start-notice': { kk: 'Басталуы туралы хабарлама', ru: 'Уведомление о начале', en: 'Notice of the start' },
  'individual-notice': {
    kk: 'Жеке тұлғаның хабарламасы',
    ru: 'Уведомление частного лица',
    en: 'Notice by an individual',
  },
  'closing-report': { kk: 'Жинау туралы есеп', ru: 'Отчёт о сборе', en: 'Report on the collection' },
  'approval-application': {
    kk: 'Әкімдікке мақұлдау өтініші',
    ru: 'Заявление в акимат на одобрение',
    en: 'Application to the akimat',
  },
}

type Burden = ComparisonResults['burden'][number]

/** What the duties cost, by duty; one table a variant on one scale. */
export function burdenPart(view: View): Html {
  const { say } = view.reader
  const { burden } = view.shown.results
  const most = burden.flatMap((one) => one.duties.map(({ totalKzt }) => Number(totalKzt)))
  const largest = Math.max(1, ...most)
  return html`<p class="small">${say(words.lead)}</p>${burden.map((one) =>
    one.duties.length === 0
      ? html`<p><b>${variantName(view, one.variant)}</b>: 0 ₸. ${say(words.none)}</p>`
      : tableOf(view, one, largest),
  )}`
}

function tableOf(view: View, { variant, totalKzt, duties: all }: Burden, largest: number): Html {
  const { say, language } = view.reader
  const columns = [
    { head: say(words.chart), kind: 'graph' },
    { head: say(words.total), kind: 'figure' },
    { head: say(words.quantity), kind: 'figure' },
    { head: say(words.price), kind: 'text' },
    { head: say(words.bySize), kind: 'text' },
  ] as const
  const caption = html`<b>${variantName(view, variant)}</b>: ${shortTenge(BigInt(totalKzt), language)}`
  const rows = [...all]
    .sort((a, b) => Number(b.totalKzt) - Number(a.totalKzt))
    .map((duty) => rowOf(view, duty, largest))
  return graphTable(caption, say(words.duty), columns, rows)
}

function rowOf({ reader }: View, duty: Burden['duties'][number], largest: number) {
  const { say, language } = reader
  const { minutes, hourlyKzt, outOfPocketKzt, totalKzt } = duty
  const name = say(duties[duty.duty] ?? plainly(duty.duty))
  const total = shortTenge(BigInt(totalKzt), language)
  const pocket = outOfPocketKzt === 0 ? '' : ` + ${decimal(outOfPocketKzt, language)} ₸`
  const bySize = Object.entries(duty.bySize).map(
    ([size, kzt]) => `${valueName('size', size, language)}: ${shortTenge(BigInt(kzt), language)}`,
  )
  return {
    head: name,
    cells: [
      strip({
        title: `${name}: ${total}`,
        pieces: [{ from: 0, to: Number(totalKzt) / largest, fill: 'not-yet' }],
        height: 18,
      }),
      html`<b>${total}</b>`,
      counted(duty.quantity, language),
      html`<span class="small">${decimal(minutes / 60, language, 2)} ${say(words.hour)} × ${decimal(hourlyKzt, language)} ₸${pocket}</span>`,
      html`<span class="small">${bySize.join('; ')}</span>`,
    ],
  }
}

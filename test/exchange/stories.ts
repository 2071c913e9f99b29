import type { Adal, Session } from '../support/app.js'

/** As the National Bank writes the rates of a day; of other currencies too. The numbers are made up. */
export const bankFile = (
  day: string,
  rates: Readonly<Record<string, string>>,
) => `<?xml version="1.0" encoding="utf-8"?>
<rates>
<generator>Alternate RSS Generator</generator>
<title>Official exchange rates of National Bank of Republic Kazakhstan</title>
<date>${day.split('-').reverse().join('.')}</date>
${Object.entries(rates)
  .map(([code, rate]) => {
    const [tenge = '', quant = '1'] = rate.split('/')
    return `<item>
<fullname>ВАЛЮТА</fullname>
<title>${code}</title>
<description>${tenge}</description>
<quant>${quant}</quant>
<index>UP</index>
<change>+0.12</change>
</item>`
  })
  .join('\n')}
</rates>`

export const importRates = (adal: Adal, as: Session, content: string, origin = 'made-up') =>
  adal.call('POST', '/v1/exchange-rates', { as, body: { content, origin } })

/** Rates of Friday 13 March 2026, the last before the weekend of the stories. */
export async function fridaysRates(adal: Adal, registrar: Session): Promise<void> {
  const file = bankFile('2026-03-13', { USD: '450.27', EUR: '491.5', RUB: '5.63', AMD: '11.95/10' })
  const { status, body } = await importRates(adal, registrar, file)
  if (status !== 201) throw new Error(JSON.stringify(body))
}

import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import type { House } from '../audit/house.js'
import { answer } from '../http/answer.js'
import { byOf } from '../http/idempotency.js'
import { dayOf } from '../kernel/days.js'
import { importRates } from './actions.js'
import { ImportedRates, NewExchangeRates, RateQuery, RatesOnDay } from './contract.js'
import { ratesOn } from './queries.js'

const tags = ['money']

/** What other currencies are worth in tenge: for everybody to see, from files that the registrar or an administrator brings. */
export const exchangeRoutes =
  (house: House): FastifyPluginAsyncZod =>
  async (app) => {
    app.get(
      '/v1/exchange-rates',
      {
        config: { access: 'public' },
        schema: {
          ...{ tags, summary: 'The rates of a day, by which gifts in other currencies are valued' },
          ...{ querystring: RateQuery, response: { 200: RatesOnDay } },
        },
      },
      async (request) => {
        const { on = dayOf(house.clock()), currency, asOf } = request.query
        const rates = await ratesOn(house.read, on, asOf)
        const items = rates.filter((rate) => currency === undefined || rate.currency === currency)
        return { on, items: items.map(({ id: _, ...rate }) => rate) }
      },
    )

    app.post(
      '/v1/exchange-rates',
      {
        config: { access: ['registrar', 'administrator'] },
        schema: {
          ...{ tags, summary: 'Import a file of rates of the National Bank, whole or not at all' },
          ...{ body: NewExchangeRates, response: { 201: ImportedRates } },
        },
      },
      async (request, reply) =>
        answer(request, reply, 201, await importRates(house, byOf(request), request.body)),
    )
  }

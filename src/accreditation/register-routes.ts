import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import type { House } from '../audit/house.js'
import { answer } from '../http/answer.js'
import { RegisteredOrganization, RegisterPage } from './answers.js'
import { BinPath, RegisterQuery } from './contract.js'
import { registerEntries, registeredOrganization } from './views.js'

const tags = ['Register']

/** What everyone may see of the organizations. */
export const registerRoutes =
  (house: House): FastifyPluginAsyncZod =>
  async (app) => {
    app.get(
      '/v1/register/organizations',
      {
        config: { access: 'public' },
        schema: {
          tags,
          summary: 'The public register of organizations',
          querystring: RegisterQuery,
          response: { 200: RegisterPage },
        },
      },
      async (request) => registerEntries(house, request.query),
    )
    app.get(
      '/v1/register/organizations/:bin',
      {
        config: { access: 'public' },
        schema: {
          tags,
          summary: 'One organization with its dated history',
          params: BinPath,
          response: { 200: RegisteredOrganization },
        },
      },
      async (request, reply) =>
        answer(request, reply, 200, await registeredOrganization(house, request.params.bin)),
    )
  }

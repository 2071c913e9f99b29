import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import type { House } from '../audit/house.js'
import { answer } from '../http/answer.js'
import { byOf } from '../http/idempotency.js'
import { addAccount, decideOneAccount, endAccount } from './account-actions.js'
import { AccountsView } from './answers.js'
import { AccountDecision, AccountPath, BinPath, NewAccount } from './contract.js'

const tags = ['Organizations']

export const accountRoutes =
  (house: House): FastifyPluginAsyncZod =>
  async (app) => {
    app.post(
      '/v1/organizations/:bin/accounts',
      {
        config: { access: 'signed-in' },
        schema: {
          tags,
          summary: 'Name an account, or a new purpose for one; pending until the registrar has confirmed it',
          params: BinPath,
          body: NewAccount,
          response: { 201: AccountsView },
        },
      },
      async (request, reply) =>
        answer(request, reply, 201, await addAccount(house, byOf(request), request.params.bin, request.body)),
    )
    for (const verb of ['confirm', 'reject'] as const)
      app.post(
        `/v1/organizations/:bin/accounts/:iban/${verb}`,
        {
          config: { access: ['registrar'] },
          schema: {
            tags,
            summary: verb === 'confirm' ? 'Confirm an added account' : 'Reject an added account',
            params: AccountPath,
            body: AccountDecision,
            response: { 200: AccountsView },
          },
        },
        async (request, reply) => {
          const question = { ...request.params, ...request.body, verb }
          return answer(request, reply, 200, await decideOneAccount(house, byOf(request), question))
        },
      )
    app.post(
      '/v1/organizations/:bin/accounts/:iban/end',
      {
        config: { access: 'signed-in' },
        schema: {
          tags,
          summary: 'End an account at once',
          params: AccountPath,
          response: { 200: AccountsView },
        },
      },
      async (request, reply) => {
        const { bin, iban } = request.params
        return answer(request, reply, 200, await endAccount(house, byOf(request), bin, iban))
      },
    )
  }

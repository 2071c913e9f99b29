import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import type { House } from '../audit/house.js'
import { answer } from '../http/answer.js'
import { byOf } from '../http/idempotency.js'
import { InvitationSent, Invitations, MembershipEnded, MembershipView } from './answers.js'
import { BinPath, InvitationPath, MemberPath, NewMember } from './contract.js'
import { accept, decline, endMember, invite } from './member-actions.js'
import { invitationsView } from './views.js'

const tags = ['Members']

export const memberRoutes =
  (house: House): FastifyPluginAsyncZod =>
  async (app) => {
    app.post(
      '/v1/organizations/:bin/members',
      {
        config: { access: 'signed-in' },
        schema: {
          tags,
          summary:
            'Invite somebody to act for the organization; says nothing about whether there is such a person',
          params: BinPath,
          body: NewMember,
          response: { 202: InvitationSent },
        },
      },
      async (request, reply) =>
        answer(request, reply, 202, await invite(house, byOf(request), request.params.bin, request.body)),
    )
    app.post(
      '/v1/organizations/:bin/members/:personId/end',
      {
        config: { access: 'signed-in' },
        schema: {
          tags,
          summary: 'End a membership or an invitation; everybody may end her own',
          params: MemberPath,
          response: { 200: MembershipEnded },
        },
      },
      async (request, reply) => {
        const { bin, personId } = request.params
        return answer(request, reply, 200, await endMember(house, byOf(request), bin, personId))
      },
    )
    await app.register(invitationRoutes(house))
  }

const invitationRoutes =
  (house: House): FastifyPluginAsyncZod =>
  async (app) => {
    app.get(
      '/v1/invitations',
      {
        config: { access: 'signed-in' },
        schema: { tags, summary: 'My open invitations', response: { 200: Invitations } },
      },
      async (request) => ({ items: await invitationsView(house.read, request.actor.id), next: null }),
    )
    app.post(
      '/v1/invitations/:id/accept',
      {
        config: { access: 'signed-in' },
        schema: {
          tags,
          summary: 'Accept an invitation',
          params: InvitationPath,
          response: { 200: MembershipView },
        },
      },
      async (request, reply) =>
        answer(request, reply, 200, await accept(house, byOf(request), request.params.id)),
    )
    app.post(
      '/v1/invitations/:id/decline',
      {
        config: { access: 'signed-in' },
        schema: {
          tags,
          summary: 'Decline an invitation',
          params: InvitationPath,
          response: { 200: MembershipEnded },
        },
      },
      async (request, reply) =>
        answer(request, reply, 200, await decline(house, byOf(request), request.params.id)),
    )
  }

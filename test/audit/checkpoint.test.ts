import t from 'tap'
import { noteSigner, openCheckpoint, openNote, signCheckpoint, signNote } from '../../src/audit/checkpoint.js'
import { emptyRoot } from '../../src/audit/merkle.js'

/** The example of golang.org/x/mod/sumdb/note: the verifier key, the seed in the signer key, and the signature. */
const goKey = 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW'
const goSeed = Buffer.from('AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz', 'base64').subarray(1)
const goText =
  "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n"
const goLine =
  '— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n'

const log = noteSigner('adal.example/log/register', Buffer.alloc(32, 1))
const witness = noteSigner('witness.example', Buffer.alloc(32, 2))
const head = { origin: log.name, size: 0, root: emptyRoot }

t.test('the note of the Go implementation is signed and opened byte for byte', async (t) => {
  const signer = noteSigner('PeterNeumann', goSeed)
  t.equal(signer.verifierKey, goKey)
  t.equal(signNote(goText, signer), `${goText}\n${goLine}`)
  t.equal(openNote(`${goText}\n${goLine}`, goKey), goText)
})

t.test(
  'a checkpoint is the name of the log, its size and its root, and opens with the key of the log',
  async (t) => {
    const note = signCheckpoint({ ...head, size: 5 }, log, witness)
    t.match(
      note,
      'adal.example/log/register\n5\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n\n— adal.example/log/register ',
    )
    t.same(openCheckpoint(note, log.verifierKey), { ...head, size: 5 })
    t.equal(openNote(note, witness.verifierKey).split('\n')[1], '5', 'a witness signed the same text')
  },
)

t.test('a checkpoint that was changed, or signed by nobody we know, does not open', async (t) => {
  const note = signCheckpoint(head, log)
  t.throws(() => openCheckpoint(note.replace('\n0\n', '\n1\n'), log.verifierKey), /signature .* is wrong/)
  t.throws(() => openCheckpoint(signCheckpoint(head, witness), log.verifierKey), /not signed by/)
  t.throws(() => openCheckpoint(signCheckpoint(head, witness), witness.verifierKey), /another log/)
  const impostor = noteSigner(log.name, Buffer.alloc(32, 3))
  t.throws(() => openCheckpoint(signCheckpoint(head, impostor), log.verifierKey), /not signed by/)
})

t.test('what is no note, no checkpoint or no key is refused in words', async (t) => {
  const note = signCheckpoint(head, log)
  for (const broken of [
    '',
    'text\n',
    note.trimEnd(),
    `${note}x\n`,
    note.replace('— ', '- '),
    `\u0007${note}`,
  ]) {
    t.throws(() => openNote(broken, log.verifierKey), /note|signature/)
  }
  t.throws(
    () => openCheckpoint(signNote(`${log.name}\n05\nAAAA\n`, log), log.verifierKey),
    /not a checkpoint/,
  )
  t.throws(() => signNote('no newline', log))
  t.throws(() => noteSigner('two words', Buffer.alloc(32)))
  t.throws(() => noteSigner('name', Buffer.alloc(31)))
  t.throws(() => openNote(note, 'rubbish'), /verifier key/)
  t.throws(() => openNote(note, goKey.replace('c74f20a3', 'c74f20a4')), /key id/)
})

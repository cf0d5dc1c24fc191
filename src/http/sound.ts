// Sound as an answer: whole or a part of it (Range), never out of its folder, never kept by anybody on the way.
import { constants, type FileHandle, open, realpath } from 'node:fs/promises'
import { join, sep } from 'node:path'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Problem } from './problem.ts'
import { told } from './told.ts'

/**
 * @param folder that the file must really lie in, whatever links lead elsewhere
 * @returns the file's place
 * @throws Problem 404 when it is not there
 */
export async function placeOf(folder: string, path: string): Promise<string> {
  const [root, file] = await Promise.all([realpath(folder), realpath(join(folder, path)).catch(absent)])
  if (file?.startsWith(root + sep) && file === join(root, path)) return file
  throw lost()
}

/** @param name of the file as a browser would save it; letters, digits, `.`, `_`, `-` only */
export async function sendSound(
  request: FastifyRequest,
  reply: FastifyReply,
  { file, name }: { file: string; name: string },
): Promise<FastifyReply> {
  const handle = await open(file, constants.O_RDONLY | constants.O_NOFOLLOW).catch(refused)
  const facts = await handle.stat()
  if (!facts.isFile()) return closed(handle, lost())
  const range = readRange(request.headers.range, facts.size)
  reply.type('audio/wav').header('accept-ranges', 'bytes')
  reply.header('content-disposition', `attachment; filename="${name}"`)
  if (range === 'beyond') {
    reply.header('content-range', `bytes */${facts.size}`)
    return closed(handle, new Problem(416, 'no-such-range', told`This sound has ${facts.size} bytes.`))
  }
  if (!range) {
    reply.header('content-length', facts.size)
    return reply.send(handle.createReadStream())
  }
  reply.status(206).header('content-range', `bytes ${range.start}-${range.end}/${facts.size}`)
  reply.header('content-length', range.end - range.start + 1)
  return reply.send(handle.createReadStream(range))
}

/**
 * @returns inclusive places; `beyond` when nothing of it exists; undefined for none, several or unreadable ranges,
 *   which mean the whole
 */
export function readRange(
  header: string | undefined,
  bytes: number,
): { start: number; end: number } | 'beyond' | undefined {
  const [whole, first = '', last = ''] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header ?? '') ?? []
  if (whole === undefined || (first === '' && last === '')) return undefined
  if (first !== '' && last !== '' && Number(last) < Number(first)) return undefined
  const start = first === '' ? Math.max(0, bytes - Number(last)) : Number(first)
  const end = first === '' || last === '' ? bytes - 1 : Math.min(Number(last), bytes - 1)
  return start > end ? 'beyond' : { start, end }
}

async function closed(handle: FileHandle, problem: Problem): Promise<never> {
  await handle.close()
  throw problem
}

function lost(): Problem {
  return new Problem(404, 'recording-lost', 'The file of this recording is no longer in the archive.')
}

function absent(error: NodeJS.ErrnoException): undefined {
  if (!missing.has(error.code ?? '')) throw error
}

function refused(error: NodeJS.ErrnoException): never {
  throw missing.has(error.code ?? '') ? lost() : error
}

const missing = new Set(['ENOENT', 'ENOTDIR', 'ELOOP'])

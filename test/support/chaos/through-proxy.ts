// Loaded into a test house's processes before they begin: the switchboard's connections to Asterisk lead to a proxy.
// TONGDAI_TEST_ARI_PROXY: the port of Asterisk's ARI, a colon, the port of the proxy.
import net from 'node:net'

const [ari, proxy] = (process.env.TONGDAI_TEST_ARI_PROXY ?? '').split(':').map(Number)
if (process.argv[2] === 'switchboard' && ari && proxy) {
  const connect = net.connect
  const redirected = (to: unknown) =>
    typeof to === 'object' && to !== null && 'port' in to && Number(to.port) === ari
      ? { ...to, port: proxy }
      : to
  net.connect = ((to: unknown, ...rest: unknown[]) =>
    Reflect.apply(connect, net, [redirected(to), ...rest])) as typeof net.connect
}

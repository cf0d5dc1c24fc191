// The part of ari-client that the benchmark asks of it; the package brings no types.
declare module 'ari-client' {
  type Client = { channels: { list(): Promise<unknown[]> } }
  export function connect(url: string, user: string, password: string): Promise<Client>
  const client: { connect: typeof connect }
  export default client
}

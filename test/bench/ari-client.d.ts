// The part of ari-client that the benchmark asks of it; the package brings no types.
declare module 'ari-client' {
  export type Channel = { id: string }
  type Params = Readonly<Record<string, string | number>>
  type Client = {
    on(event: string, hear: (event: { args: string[] }, channel: Channel) => void): void
    start(application: string): Promise<void>
    channels: {
      list(): Promise<unknown[]>
    } & Record<
      'answer' | 'startMoh' | 'stopMoh' | 'originate' | 'hangup',
      (params: Params) => Promise<unknown>
    >
    bridges: Record<'create' | 'addChannel' | 'record' | 'destroy', (params: Params) => Promise<unknown>>
  }
  export function connect(url: string, user: string, password: string): Promise<Client>
  const client: { connect: typeof connect }
  export default client
}

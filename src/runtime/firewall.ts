// The kernel's firewall, where we may change it: a table of our own, and only that is ever touched. What it drops does
// not even reach Asterisk.
import { isIPv4 } from 'node:net'
import { lastWords, runCommand } from './run-command.ts'

export type Dropped = { address: string; restS: number }

/** @param ports where SIP listens: these are our table's name too, so that two houses on one machine have two. */
export function firewallScript(ports: readonly number[], dropped: readonly Dropped[]): string {
  const name = `inet tongdai_${ports[0]}`
  // Made first, so that there is one to delete; all of it happens at once, or not at all.
  const fresh = [`table ${name}`, `delete table ${name}`]
  if (dropped.length === 0) return `${fresh.join('\n')}\n`
  const elements = (isFour: boolean) =>
    dropped
      .filter(({ address }) => isIPv4(address) === isFour)
      .map(({ address, restS }) => `${address} timeout ${Math.max(1, Math.ceil(restS))}s`)
  const set = (title: string, type: string, members: string[]) => [
    `  set ${title} {`,
    `    type ${type}`,
    '    flags timeout',
    ...(members.length > 0 ? [`    elements = { ${members.join(', ')} }`] : []),
    '  }',
  ]
  const list = `{ ${ports.join(', ')} }`
  return [
    ...fresh,
    `table ${name} {`,
    ...set('banned4', 'ipv4_addr', elements(true)),
    ...set('banned6', 'ipv6_addr', elements(false)),
    '  chain input {',
    '    type filter hook input priority -10; policy accept;',
    ...['ip saddr @banned4', 'ip6 saddr @banned6'].flatMap(who =>
      ['udp', 'tcp'].map(protocol => `    ${who} ${protocol} dport ${list} drop`),
    ),
    '  }',
    '}',
    '',
  ].join('\n')
}

/** Root, and nft is installed. */
export async function mayUseFirewall(): Promise<boolean> {
  return process.getuid?.() === 0 && (await runCommand('nft', ['--version'])).code === 0
}

/** @returns what nft said, where it refused */
export async function changeFirewall(script: string): Promise<string | undefined> {
  const result = await runCommand('nft', ['-f', '-'], { input: script })
  return result.code === 0 ? undefined : lastWords(result)
}

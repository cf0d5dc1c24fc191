// The script for the kernel's firewall: a table of our own, whole each time.
import t from 'tap'
import { firewallScript } from '../../src/runtime/firewall.ts'

t.test('the script makes our table anew with who is dropped, each for as long as his ban lasts', t => {
  const script = firewallScript(
    [5060, 5061],
    [
      { address: '203.0.113.7', restS: 600 },
      { address: '2001:db8::7', restS: 0.2 },
    ],
  )
  t.equal(
    script,
    `table inet tongdai_5060
delete table inet tongdai_5060
table inet tongdai_5060 {
  set banned4 {
    type ipv4_addr
    flags timeout
    elements = { 203.0.113.7 timeout 600s }
  }
  set banned6 {
    type ipv6_addr
    flags timeout
    elements = { 2001:db8::7 timeout 1s }
  }
  chain input {
    type filter hook input priority -10; policy accept;
    ip saddr @banned4 udp dport { 5060, 5061 } drop
    ip saddr @banned4 tcp dport { 5060, 5061 } drop
    ip6 saddr @banned6 udp dport { 5060, 5061 } drop
    ip6 saddr @banned6 tcp dport { 5060, 5061 } drop
  }
}
`,
  )
  t.end()
})

t.test('with nobody to drop there is no table left, and no other is named', t => {
  t.equal(firewallScript([5060], []), 'table inet tongdai_5060\ndelete table inet tongdai_5060\n')
  t.end()
})

// The 49 torture messages of RFC 4475, made again from what the RFC says of each: name → message, lines ended by CRLF,
// one character a byte.

const SDP = `v=0
o=mhandley 29739 7272939 IN IP4 192.0.2.3
s=-
c=IN IP4 192.0.2.4
t=0 0
m=audio 49217 RTP/AVP 0 12
m=video 3227 RTP/AVP 31
a=rtpmap:31 LPC
`

type Parts = {
  first: string
  /** Replaces, adds (a new name) or takes away (undefined) a header of the plain message. */
  headers?: Record<string, string | undefined>
  /** Written behind all others, as they are. */
  more?: string
  body?: string
}

/** A plain message of this method with what the RFC changes in it. */
function message(method: string, id: string, { first, headers = {}, more = '', body = '' }: Parts): string {
  const plain: Record<string, string | undefined> = {
    To: '<sip:user@example.com>',
    From: `<sip:caller@example.net>;tag=${id}`,
    'Max-Forwards': '70',
    'Call-ID': `${id}.asdfasdfasdf`,
    CSeq: `8 ${method}`,
    Via: `SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK${id}`,
    Contact: '<sip:caller@host5.example.net>',
    'Content-Type': body ? 'application/sdp' : undefined,
    'Content-Length': String(body.length),
    ...headers,
  }
  const lines = Object.entries(plain).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}: ${value}`],
  )
  return `${[first, ...lines].join('\n')}\n${more}\n${body}`
}

const invite = (id: string, parts: Omit<Parts, 'first'> & { first?: string } = {}) =>
  message('INVITE', id, { first: 'INVITE sip:user@example.com SIP/2.0', body: SDP, ...parts })
const options = (id: string, parts: Omit<Parts, 'first'> & { first?: string } = {}) =>
  message('OPTIONS', id, { first: 'OPTIONS sip:user@example.com SIP/2.0', ...parts })
const register = (id: string, parts: Omit<Parts, 'first'> & { first?: string } = {}) =>
  message('REGISTER', id, { first: 'REGISTER sip:example.com SIP/2.0', ...parts })

const WRITTEN: Readonly<Record<string, string>> = {
  // Valid, and hard to read.
  wsinv: `INVITE sip:vivekg@chair-dnrc.example.com;unknownparam SIP/2.0
TO :
 sip:vivekg@chair-dnrc.example.com ;   tag    = 1918181833n
from   : "J Rosenberg \\\\\\""       <sip:jdrosen@example.com>
  ;
  tag = 98asjd8
MaX-fOrWaRdS: 0068
Call-ID: wsinv.ndaksdj@192.0.2.1
Content-Length   : 150
cseq: 0009
  INVITE
Via  : SIP  /   2.0
 /UDP
    192.0.2.2;branch=390skdjuw
s :
NewFangledHeader:   newfangled value
 continued newfangled value
UnknownHeaderWithUnusualValue: ;;,,;;,;
Content-Type: application/sdp
Route:
 <sip:services.example.com;lr;unknownwith=value;unknown-no-value>
v:  SIP  / 2.0  / TCP     spindle.example.com   ;
  branch  =   z9hG4bK9ikj8  ,
 SIP  /    2.0   / UDP  192.168.255.111   ; branch=
 z9hG4bK30239
m:"Quoted string \\"\\"" <sip:jdrosen@example.com> ; newparam =
      newvalue ;
  secondparam ; q = 0.33

v=0
o=mhandley 29739 7272939 IN IP4 192.0.2.3
s=-
c=IN IP4 192.0.2.4
t=0 0
m=audio 49217 RTP/AVP 0 12
m=video 3227 RTP/AVP 31
a=rtpmap:31 LPC
`,
  intmeth: message("!interesting-Method0123456789_*+`.%indeed'~", 'intmeth', {
    first: `!interesting-Method0123456789_*+\`.%indeed'~ sip:1_unusual.URI~(to-be!sure)&isn't+it$/crazy?,/;;*:&it+has=1,weird!*pas$wo~d_too.(doesn't-it)@example.com SIP/2.0`,
    headers: {
      To: '"BEL:\\\x07 NUL:\\\x00 DEL:\\\x7F" <sip:1_unusual.URI~(to-be!sure)&isn\'t+it$/crazy?,/;;*@example.com>',
      From: "token1~` token2'+_ token3*%!.- <sip:mundane@example.com>;fromParam''~+*_!.-%=\"\xD1\x80\xD0\xB0\xD0\xB1\";tag=_token~1'+`*%!-.",
      'Call-ID': 'intmeth.word%ZK-!.*_+\'@word`~)(><:\\/"][?}{',
      "extensionHeader-!.%*+_`'~": '\xEF\xBB\xBF\xE5\xA4\xA7\xE5\x81\x9C\xE9\x9B\xBB',
    },
  }),
  esc01: invite('esc01', {
    first: 'INVITE sip:sips%3Auser%40example.com@example.net SIP/2.0',
    headers: {
      To: '<sip:%75se%72@example.com>',
      From: '<sip:I%20have%20spaces@example.net>;tag=938',
      Contact: '<sip:caller@host5.example.net;%6C%72;n%61me=v%61lue%25%34%31>',
    },
  }),
  escnull: register('escnull', {
    headers: {
      To: '<sip:null-%00-null@example.com>',
      From: '<sip:null-%00-null@example.com>;tag=839923423',
      Contact: '<sip:%00@host5.example.com>',
    },
    more: 'Contact: <sip:%00%00@host5.example.com>\n',
  }),
  esc02: message('RE%47IST%45R', 'esc02', {
    first: 'RE%47IST%45R sip:registrar.example.com SIP/2.0',
    headers: {
      To: '"%Z%45" <sip:resource@example.com>',
      From: '"%Z%45" <sip:resource@example.com>;tag=f232jadfj23',
    },
    more: 'Contact: <sip:alias1@host1.example.com>\nContact: <sip:alias2@host2.example.com>, <sip:alias3@host3.example.com>\n',
  }),
  lwsdisp: options('lwsdisp', { headers: { From: 'caller<sip:caller@example.com>;tag=323' } }),
  longreq: invite('longreq', {
    headers: {
      To: `"I have a user name of ${'extreme '.repeat(40)}proportion"<sip:user@example.com:6000;unknownparam1=very${'long'.repeat(60)}value;longparam${'name'.repeat(80)}=shortvalue;very${'long'.repeat(60)}ParameterNameWithNoValue>`,
      From: `sip:${'amazinglylongcallername'.repeat(10)}@example.net;tag=12${'982'.repeat(50)}424;unknownheaderparam${'name'.repeat(60)}=unknowheaderparam${'value'.repeat(60)};unknownValueless${'paramname'.repeat(30)}`,
      'Call-ID': `longreq.one${'really'.repeat(60)}longcallid`,
      [`Unknown-${'Long'.repeat(30)}-Name`]: `unknown-${'long'.repeat(120)}-value; unknown-${'long'.repeat(30)}-parameter-name = unknown-${'long'.repeat(60)}-parameter-value`,
    },
    more: Array.from(
      { length: 31 },
      (_, n) =>
        `Via: SIP/2.0/TCP sip${33 - n}.example.com;received=192.0.2.${n};branch=very${'long'.repeat(n % 8)}branchvalue\n`,
    ).join(''),
  }),
  dblreq: `${register('dblreq', { headers: { Contact: '<sip:j.user@host.example.com>' } })}${invite('dblreq2', { first: 'INVITE sip:joe@example.com SIP/2.0' })}`,
  semiuri: options('semiuri', { first: 'OPTIONS sip:user;par=u%40example.net@example.com SIP/2.0' }),
  transports: options('transports', {
    headers: { Via: 'SIP/2.0/UDP t1.example.com;branch=z9hG4bKkdjuw' },
    more: 'Via: SIP/2.0/SCTP t2.example.com;branch=z9hG4bKklasjdhf\nVia: SIP/2.0/TLS t3.example.com;branch=z9hG4bK2980unddj\nVia: SIP/2.0/UNKNOWN t4.example.com;branch=z9hG4bKasd0f3en\nVia: SIP/2.0/TCP t5.example.com;branch=z9hG4bK0a9idfnee\n',
  }),
  mpart01: message('MESSAGE', 'mpart01', {
    first: 'MESSAGE sip:kumiko@example.org SIP/2.0',
    headers: {
      'Content-Type':
        'multipart/signed;protocol="application/pkcs7-signature"; micalg=sha1;boundary=7a9cbec02ceef655',
    },
    body: `--7a9cbec02ceef655\nContent-Type: text/plain\nContent-Transfer-Encoding: binary\n\nHello\n--7a9cbec02ceef655\nContent-Type: application/octet-stream\nContent-Transfer-Encoding: binary\n\n0\x82\x01R\x06\t*\x86H\x86\xf7\r\x01\x07\x02\xa0\x82\x01C\x00\x00\xff\xfe\x80\n--7a9cbec02ceef655--\n`,
  }),
  unreason: `SIP/2.0 200 = 2**3 * 5**2 \xD0\xBD\xD0\xBE \xD1\x81\xD1\x82\xD0\xBE\nVia: SIP/2.0/UDP 192.0.2.198;branch=z9hG4bK1324923\nCall-ID: unreason.1234ksdfak3j2erwedfsASdf\nCSeq: 35 INVITE\nFrom: sip:user@example.com;tag=11141343\nTo: sip:user@example.edu;tag=2229\nContent-Length: ${SDP.length}\nContent-Type: application/sdp\nContact: <sip:user@host198.example.com>\n\n${SDP}`,
  noreason: `SIP/2.0 100 \nVia: SIP/2.0/UDP 192.0.2.105;branch=z9hG4bK2398ndaoe\nCall-ID: noreason.asndj203insdf99223ndf\nCSeq: 35 INVITE\nFrom: <sip:user@example.com>;tag=39ansfi3\nTo: <sip:user@example.edu>;tag=902jndnke3\nContent-Length: 0\nContact: <sip:user@host105.example.com>\n\n`,

  // Invalid.
  badinv01: invite('badinv01', {
    headers: {
      Via: 'SIP/2.0/UDP 192.0.2.15;;,;,,',
      Contact: '"Joe" <sip:joe@example.org>;;;;',
      To: 'sip:j.user@example.com',
      From: 'sip:caller@example.net;tag=134161461246',
    },
  }),
  clerr: invite('clerr', { headers: { 'Content-Length': '9999' } }),
  ncl: invite('ncl', { headers: { 'Content-Length': '-999' } }),
  scalar02: register('scalar02', {
    headers: {
      CSeq: '36893488147419103232 REGISTER',
      'Max-Forwards': '300',
      Expires: `1${'0'.repeat(70)}`,
      Contact: '<sip:user@host129.example.com>;expires=280297596632815',
    },
  }),
  scalarlg: `SIP/2.0 503 Service Unavailable\nVia: SIP/2.0/TCP host129.example.com;branch=z9hG4bKzzxdiwo34sw;received=192.0.2.129\nTo: <sip:user@example.com>\nFrom: <sip:other@example.net>;tag=2easdjfejw\nCSeq: 9292394834772304023312 OPTIONS\nCall-ID: scalarlg.noase0of0234hn2qofoaf0232aewf2394r\nRetry-After: 949302838503028349304023988\nWarning: 1812 overture "In Progress"\nContent-Length: 0\n\n`,
  quotbal: invite('quotbal', { headers: { To: '"Mr. J. User <sip:j.user@example.com>' } }),
  ltgtruri: invite('ltgtruri', { first: 'INVITE <sip:user@example.com> SIP/2.0' }),
  lwsruri: invite('lwsruri', { first: 'INVITE sip:user@example.com; lr SIP/2.0' }),
  lwsstart: invite('lwsstart', { first: 'INVITE  sip:user@example.com  SIP/2.0' }),
  trws: options('trws', { first: 'OPTIONS sip:remote-target@example.com SIP/2.0  ' }),
  escruri: invite('escruri', { first: 'INVITE sip:user@example.com?Route=%3Csip:example.com%3E SIP/2.0' }),
  baddate: invite('baddate', { headers: { Date: 'Fri, 01 Jan 2010 16:00:00 EST' } }),
  regbadct: register('regbadct', {
    headers: { Contact: 'sip:user@example.com?Route=%3Csip:sip.example.com%3E' },
  }),
  badaspec: options('badaspec', {
    first: 'OPTIONS sip:user@example.org SIP/2.0',
    headers: {
      To: '"Watson, Thomas" < sip:t.watson@example.org >',
      From: '"Bell, Alexander" <sip:a.g.bell@example.com>;tag=43',
    },
  }),
  baddn: options('baddn', {
    first: 'OPTIONS sip:t.watson@example.org SIP/2.0',
    headers: { From: 'Bell, Alexander <sip:a.g.bell@example.com>;tag=43' },
  }),
  badvers: options('badvers', {
    first: 'OPTIONS sip:t.watson@example.org SIP/7.0',
    headers: { Via: 'SIP/7.0/UDP c.example.com;branch=z9hG4bKkdjuw' },
  }),
  mismatch01: options('mismatch01', { headers: { CSeq: '8 INVITE' } }),
  mismatch02: message('INVITE', 'mismatch02', {
    first: 'NEWMETHOD sip:user@example.com SIP/2.0',
    body: SDP,
  }),
  bigcode: `SIP/2.0 4294967301 better not break the receiver\nVia: SIP/2.0/UDP 192.0.2.105;branch=z9hG4bK2398ndaoe\nCall-ID: bigcode.asdof3uj203asdnf3429uasdhfas3ehjasdfas9i\nCSeq: 353494 INVITE\nFrom: <sip:user@example.com>;tag=39ansfi3\nTo: <sip:user@example.edu>;tag=902jndnke3\nContent-Length: 0\nContact: <sip:user@host105.example.com>\n\n`,

  // Well-formed, and wrong for whoever processes them.
  badbranch: options('badbranch', { headers: { Via: 'SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK' } }),
  insuf: invite('insuf', { headers: { 'Call-ID': undefined, From: undefined, To: undefined } }),
  unkscm: options('unkscm', { first: 'OPTIONS nobodyKnowsThisScheme:totallyopaquecontent SIP/2.0' }),
  novelsc: options('novelsc', { first: 'OPTIONS soap.beep://192.0.2.103:3002 SIP/2.0' }),
  unksm2: register('unksm2', {
    headers: {
      To: 'isbn:2983792873',
      From: '<http://www.example.com>;tag=3234233',
      Contact: '<name:John_Smith>',
    },
  }),
  bext01: options('bext01', {
    headers: {
      Require: 'nothingSupportsThis, nothingSupportsThisEither',
      'Proxy-Require': 'noProxiesSupportThis, norDoAnyProxiesSupportThis',
    },
  }),
  invut: invite('invut', {
    headers: { 'Content-Type': 'application/unknownformat' },
    body: '<audio>\n <pcmu port="443"/>\n</audio>\n',
  }),
  regaut01: register('regaut01', { headers: { Authorization: 'NoOneKnowsThisScheme opaque-data=here' } }),
  multi01: invite('multi01', {
    more: 'CSeq: 59 INVITE\nCall-ID: multi01.98asdh@192.0.2.2\nFrom: sip:caller@example.net;tag=5566\nTo: sip:second@example.com\nMax-Forwards: 5\nFrom: sip:third@example.net;tag=1\nContact: <sip:caller@host36.example.net>\n',
  }),
  mcl01: options('mcl01', {
    headers: { 'Content-Length': '13' },
    more: 'Content-Length: 5\n',
    body: 'There is no way to know how many octets are supposed to be here.\n',
  }),
  bcast: `SIP/2.0 200 OK\nVia: SIP/2.0/UDP 192.0.2.198;branch=z9hG4bK1324923\nVia: SIP/2.0/UDP 255.255.255.255;branch=z9hG4bK1saber23\nCall-ID: bcast.0384840201234ksdfak3j2erwedfsASdf\nCSeq: 35 INVITE\nFrom: sip:user@example.com;tag=11141343\nTo: sip:user@example.edu;tag=2229\nContent-Length: ${SDP.length}\nContent-Type: application/sdp\nContact: <sip:user@host28.example.com>\n\n${SDP}`,
  zeromf: options('zeromf', { headers: { 'Max-Forwards': '0' } }),
  cparam01: register('cparam01', { headers: { Contact: 'sip:+19725552222@gw1.example.net;unknownparam' } }),
  cparam02: register('cparam02', { headers: { Contact: '<sip:+19725552222@gw1.example.net;unknownparam>' } }),
  regescrt: register('regescrt', {
    headers: { Contact: '<sip:user@example.com?Route=%3Csip:sip.example.com%3E>' },
  }),
  sdp01: invite('sdp01', { headers: { Accept: 'text/nobodyKnowsThis', 'Content-Type': 'application/sdp' } }),
  inv2543: `INVITE sip:UserB@example.com SIP/2.0\nVia: SIP/2.0/UDP iftgw.example.com\nFrom: <sip:+13035551111@ift.client.example.net;user=phone>\nRecord-Route: <sip:UserB@example.com;maddr=ss1.example.com>\nTo: sip:+16505552222@ss1.example.net;user=phone\nCall-ID: inv2543.1717@ift.client.example.com\nCSeq: 56 INVITE\nContent-Type: application/sdp\n\n${SDP}`,
}

export const TORTURE: Readonly<Record<string, Buffer>> = Object.fromEntries(
  Object.entries(WRITTEN).map(([name, text]) => [name, Buffer.from(text.replaceAll('\n', '\r\n'), 'latin1')]),
)

/**
 * The same bytes with one to five small accidents: a bit, a byte, a doubled or a lost stretch, a huge number.
 * @param chance a number from 0 to below 1, anew at each call
 */
export function mutated(message: Buffer, chance: () => number): Buffer {
  let bytes = Buffer.from(message)
  const at = () => Math.floor(chance() * bytes.length)
  for (let left = 1 + Math.floor(chance() * 5); left > 0 && bytes.length > 8; left -= 1) {
    const where = at()
    const kind = Math.floor(chance() * 6)
    if (kind === 0) bytes[where] = (bytes[where] ?? 0) ^ (1 << Math.floor(chance() * 8))
    if (kind === 1) bytes[where] = Math.floor(chance() * 256)
    if (kind === 2)
      bytes = Buffer.concat([bytes.subarray(0, where), bytes.subarray(where + Math.floor(chance() * 40))])
    if (kind === 3) {
      const piece = bytes.subarray(where, where + Math.floor(chance() * 200))
      bytes = Buffer.concat([bytes.subarray(0, where), piece, piece, bytes.subarray(where)])
    }
    if (kind === 4)
      bytes = Buffer.concat([
        bytes.subarray(0, where),
        Buffer.from('99999999999999999999'),
        bytes.subarray(where),
      ])
    if (kind === 5)
      bytes = Buffer.concat([bytes.subarray(0, where), Buffer.from(' \t;,"<>%\r\n'), bytes.subarray(where)])
  }
  // A datagram holds no more.
  return bytes.subarray(0, 60_000)
}

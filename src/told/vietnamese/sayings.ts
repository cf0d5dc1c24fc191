// What schemas say a value must be, in Vietnamese: each completes "phải là …".
import type { Tongue } from '../told.ts'

export const SAYINGS_IN_VIETNAMESE: Tongue = {
  'a number from 3 to 30': 'một số từ 3 đến 30',
  'off, offered or required': 'off, offered hoặc required',
  'busy, hang-up or say': 'busy, hang-up hoặc say',
  // Kinds of values
  'one of {0}': 'một trong {0}',
  'not empty': 'danh sách có ít nhất một mục',
  shorter: 'danh sách ngắn hơn',
  'at least {0}': 'số từ {0} trở lên',
  'at most {0}': 'số không quá {0}',
  'something else': 'giá trị khác',
  'a text': 'chữ',
  'true or false': 'true hoặc false',
  'a whole number': 'số nguyên',
  'a number': 'số',
  'a list (lines that start with "- ")': 'danh sách (các dòng bắt đầu bằng "- ")',
  'a group of settings (lines of "name: value")': 'nhóm thiết lập (các dòng "tên: giá trị")',
  empty: '(trống)',
  'a list': '(danh sách)',
  'a group of settings': '(nhóm thiết lập)',

  // Names, times, numbers
  'a name of small letters, digits and hyphens that starts with a letter, such as "sales"':
    'tên gồm chữ thường không dấu, chữ số và gạch nối, bắt đầu bằng chữ, như "sales"',
  'a name of small letters, digits and hyphens': 'tên gồm chữ thường không dấu, chữ số và gạch nối',
  'a key of small letters, digits and hyphens, such as welcome':
    'khóa gồm chữ thường không dấu, chữ số và gạch nối, như welcome',
  'a time with its unit, such as 5s, 2m or 4h': 'thời lượng kèm đơn vị, như 5s, 2m hoặc 4h',
  refused: 'refused',
  'customer or agent': 'customer hoặc agent',
  'a whole number from 1 to 20': 'số nguyên từ 1 đến 20',
  'a whole number from 1 to 9': 'số nguyên từ 1 đến 9',
  'a whole number from 0 to 9999': 'số nguyên từ 0 đến 9999',
  'a whole number from 1 to 40': 'số nguyên từ 1 đến 40',
  'a whole number from 1 to 1000': 'số nguyên từ 1 đến 1000',
  'a whole number from 0 to 10': 'số nguyên từ 0 đến 10',
  'a whole number of percent, from 0 to 100': 'số phần trăm nguyên, từ 0 đến 100',
  'a number from 0 up to 1': 'số từ 0 đến dưới 1',
  'a port number from 1 to 65535': 'số cổng từ 1 đến 65535',
  'a port number from 1024 to 65535': 'số cổng từ 1024 đến 65535',
  'how many calls at once, such as 200': 'số cuộc gọi cùng lúc, ví dụ 200',
  'how often it is tried again, 0 to 5': 'số lần thử lại, từ 0 đến 5',
  'words a minute, 80 to 450': 'số từ mỗi phút, từ 80 đến 450',
  'two letters, such as vi or en': 'hai chữ cái, như vi hoặc en',
  'two letters, such as vi': 'hai chữ cái, như vi',
  'two capital letters, such as VN': 'hai chữ hoa, như VN',
  'a language of two letters, such as vi': 'ngôn ngữ gồm hai chữ cái, như vi',
  'on or off': 'on hoặc off',
  'open or closed': 'open hoặc closed',
  'in-turn or random': 'in-turn hoặc random',
  'vi or en': 'vi hoặc en',
  'udp or tcp': 'udp hoặc tcp',
  'GET or POST': 'GET hoặc POST',
  '"#" or "*"': '"#" hoặc "*"',
  'VND, USD or EUR': 'VND, USD hoặc EUR',
  'luhn, mod97, mod11, vn-tax-code, cccd': 'luhn, mod97, mod11, vn-tax-code, cccd',
  'mon, tue, wed, thu, fri, sat, sun': 'mon, tue, wed, thu, fri, sat, sun',
  'one of rfc4733, inband, info, auto': 'một trong rfc4733, inband, info, auto',
  'one of ulaw, alaw, g722, opus': 'một trong ulaw, alaw, g722, opus',
  'national, international, short, internal or anonymous':
    'national, international, short, internal hoặc anonymous',
  'a list of queues': 'danh sách hàng đợi',
  'a list of skills': 'danh sách kỹ năng',
  'a list of skills, 10 at most': 'danh sách kỹ năng, tối đa 10',
  'a list of skills, 1 to 10': 'danh sách kỹ năng, từ 1 đến 10',
  'a skill such as english, or english:3 with the level that is needed, 1 to 10':
    'kỹ năng như english, hoặc english:3 kèm bậc cần có, từ 1 đến 10',
  'a skill such as english or english:3, { any: […] }, { all: […] } or { not: … }':
    'kỹ năng như english hoặc english:3, { any: […] }, { all: […] } hoặc { not: … }',

  // Queues
  'a whole number from 1 to 99': 'số nguyên từ 1 đến 99',
  'a whole number from 1 to 100': 'số nguyên từ 1 đến 100',
  'a whole number from 1 to 10000': 'số nguyên từ 1 đến 10000',
  'how an offer failed with a time each, such as { busy: 10s, declined: 30s }':
    'các kiểu mời hụt, mỗi kiểu một thời lượng, như { busy: 10s, declined: 30s }',
  'how an offer failed with a number each, such as { no-answer: 3 }':
    'các kiểu mời hụt, mỗi kiểu một số lần, như { no-answer: 3 }',
  'one of offline, unreachable, paused, wrap-up, offered, busy, capacity, skill, level':
    'một trong offline, unreachable, paused, wrap-up, offered, busy, capacity, skill, level',
  '{ within: 4h }, or none': '{ within: 4h }, hoặc none',
  'when and leave, such as { when: [offline, paused], leave: true }':
    'when và leave, như { when: [offline, paused], leave: true }',
  'none, or skills with the level that is enough, such as { english: 1 }':
    'none, hoặc các kỹ năng kèm bậc đã đủ, như { english: 1 }',
  'a list of { after, level, skills }, 20 at most': 'danh sách { after, level, skills }, tối đa 20',
  'the key of a prompt such as from-sales, or { text: "…" }':
    'khóa của câu thoại như from-sales, hoặc { text: "…" }',
  'the key of a prompt such as from-sales, { text: "…" }, or a list of these':
    'khóa của câu thoại như from-sales, { text: "…" }, hoặc danh sách các thứ đó',
  'a list of things to say, 10 at most': 'danh sách điều cần nói, tối đa 10',
  'a queue such as sales, or { queue: sales, level: 2, rank: 10 }':
    'hàng đợi như sales, hoặc { queue: sales, level: 2, rank: 10 }',

  // What flows say and ask
  'the key of a prompt such as welcome, { text: "…" }, { number: 5 }, { digits: input.account }, { money: lookup.balance, currency: VND }, { date: … } or { time: … }':
    'khóa của câu thoại như welcome, { text: "…" }, { number: 5 }, { digits: input.account }, { money: lookup.balance, currency: VND }, { date: … } hoặc { time: … }',
  'a number, or the name of a value': 'số, hoặc tên một giá trị',
  'digits in quotes, or the name of a value': 'chữ số trong ngoặc kép, hoặc tên một giá trị',
  'an amount, or the name of a value': 'số tiền, hoặc tên một giá trị',
  'a date such as "2026-03-02", or the name of a value': 'ngày như "2026-03-02", hoặc tên một giá trị',
  'a time such as "09:05", or the name of a value': 'giờ như "09:05", hoặc tên một giá trị',
  'default, ringback, the key of a prompt such as our-song, or a list of these':
    'default, ringback, khóa của một câu như our-song, hoặc danh sách các thứ này',
  'a list of songs, 50 at most': 'danh sách bài nhạc, tối đa 50',
  'a list of things to say, 20 at most': 'danh sách điều cần nói, tối đa 20',
  'keys of a phone with a section each, such as { "1": sales, "#": start }':
    'các phím điện thoại, mỗi phím một phần, như { "1": sales, "#": start }',
  'keys of a phone with a section each, such as { "1": leave-message }':
    'các phím điện thoại, mỗi phím một phần, như { "1": leave-message }',
  'times with a section each, such as { 60s: keep-waiting-or-message }':
    'các thời lượng, mỗi cái một phần, như { 60s: keep-waiting-or-message }',
  'the fewest and the most digits, such as { min: 6, max: 12 }':
    'số chữ số ít nhất và nhiều nhất, như { min: 6, max: 12 }',
  'a pattern such as "9704[0-9]+"': 'mẫu như "9704[0-9]+"',
  'a day such as "2026-02-10" or a moment such as "2026-02-10T08:00"':
    'ngày như "2026-02-10" hoặc thời điểm như "2026-02-10T08:00"',
  'a list of days such as [mon, fri]': 'danh sách thứ như [mon, fri]',
  'names with a value each, 20 at most, such as { account: input.account }':
    'các tên, mỗi tên một giá trị, tối đa 20, như { account: input.account }',
  'a text, a number, yes or no, or the name of a value such as input.account':
    'chữ, số, yes hoặc no, hoặc tên một giá trị như input.account',
  'a list of rows, 50 at most': 'danh sách dòng, tối đa 50',
  'waiting, longest-wait, free or here with what they must be, and go: with a section':
    'waiting, longest-wait, free hoặc here kèm điều kiện, và go: với một phần',
  'a number, or { from: 1, to: 5 }': 'một số, hoặc { from: 1, to: 5 }',
  'a range of times such as { from: 5m }': 'khoảng thời gian như { from: 5m }',
  '{ queue: name }, { agent: name }, { flow: name } or { number: "028…" }':
    '{ queue: tên }, { agent: tên }, { flow: tên } hoặc { number: "028…" }',
  'a telephone number in quotes, such as "028 3822 5678"':
    'số điện thoại trong ngoặc kép, như "028 3822 5678"',
  'no-answer': 'no-answer',
  'a list of rows, 100 at most': 'danh sách dòng, tối đa 100',
  'names of values with their conditions, and go: with a section':
    'tên các giá trị kèm điều kiện, và go: với một phần',
  'a value, a list of values, or { from: 1, to: 5 }': 'giá trị, danh sách giá trị, hoặc { from: 1, to: 5 }',
  'sections with a percentage each, such as { new-menu: 30, old-menu: 70 }':
    'các phần, mỗi phần một tỷ lệ phần trăm, như { new-menu: 30, old-menu: 70 }',
  'a section of this flow, or { flow: name }': 'một phần của kịch bản này, hoặc { flow: name }',
  'empty: return takes nothing': 'giá trị trống: return không nhận gì',
  'empty, or normal, busy, congestion or no-such-number':
    'giá trị trống, hoặc normal, busy, congestion hay no-such-number',
  'a text for people, up to 200 letters': 'chữ cho người đọc, tối đa 200 ký tự',

  // Tests of flows
  'how the queue stands, such as { waiting: 12, longest-wait: 6m, free: 0, here: 3 }':
    'tình trạng hàng đợi, như { waiting: 12, longest-wait: 6m, free: 0, here: 3 }',
  'a whole number from 0 to 100000': 'số nguyên từ 0 đến 100000',
  'a list of tests': 'danh sách bài kiểm thử',
  'a sentence that says what is tested': 'câu nói rõ kiểm thử điều gì',
  'a time such as 2026-03-02T09:00': 'thời điểm như 2026-03-02T09:00',
  'not-found, failed or { found: { name: value } }': 'not-found, failed hoặc { found: { name: value } }',
  'keys of a phone in quotes, such as "1"': 'phím điện thoại trong ngoặc kép, như "1"',
  'keys such as "1", { wait: 60s }, { speak: 10s } or hang-up':
    'phím như "1", { wait: 60s }, { speak: 10s } hoặc hang-up',
  'a list of what the caller meets': 'danh sách những gì khách gặp',
  'what the caller meets, such as { say: welcome }, { menu: main-menu }, { queue: sales } or "..."':
    'điều khách gặp, như { say: welcome }, { menu: main-menu }, { queue: sales } hoặc "..."',

  // The configuration
  'an e-mail address, such as manager@example.vn': 'địa chỉ e-mail, như manager@example.vn',
  'an address, such as https://crm.example.vn/api/customer':
    'địa chỉ, như https://crm.example.vn/api/customer',
  'a title for each language, such as { vi: Lời nhắn bán hàng, en: Sales messages }':
    'tên hiển thị cho mỗi ngôn ngữ, như { vi: Lời nhắn bán hàng, en: Sales messages }',
  'a title for each language, such as { vi: Văn phòng, en: Office }':
    'tên hiển thị cho mỗi ngôn ngữ, như { vi: Văn phòng, en: Office }',
  'a title for each language, such as { vi: Kinh doanh, en: Sales }':
    'tên hiển thị cho mỗi ngôn ngữ, như { vi: Kinh doanh, en: Sales }',
  'the key of a prompt such as call-recorded, or one for each queue: { sales: call-recorded }':
    'khóa của một câu thoại như call-recorded, hoặc một câu cho mỗi hàng đợi: { sales: call-recorded }',
  'admin, manager, supervisor or agent': 'admin, manager, supervisor hoặc agent',
  'a star and up to six digits in quotes, such as "*44"':
    'dấu sao và tối đa sáu chữ số trong ngoặc kép, ví dụ "*44"',
  'a phone number in quotes, such as "02871099999" or "19001234"':
    'số điện thoại trong ngoặc kép, như "02871099999" hoặc "19001234"',
  'phone: and the id of an agent': 'phone: và mã của một điện thoại viên',
  'a list of { days, from, to }': 'danh sách { days, from, to }',
  'days such as mon-fri or "sat, sun" (sun mon tue wed thu fri sat)':
    'các thứ như mon-fri hoặc "sat, sun" (sun mon tue wed thu fri sat)',
  'a time of day such as "08:00", up to "24:00"': 'giờ trong ngày như "08:00", muộn nhất "24:00"',
  'a time of day, such as "07:00"': 'giờ trong ngày, như "07:00"',
  'times of day such as "08:00-12:00, 13:30-17:30"': 'các khoảng giờ như "08:00-12:00, 13:30-17:30"',
  'months such as jun-aug or "jan, dec"': 'các tháng như jun-aug hoặc "jan, dec"',
  'days of every year such as "05-15..09-15"': 'các ngày hằng năm như "05-15..09-15"',
  'a date such as "2026-12-24", or "2026-12-20..2026-12-24"':
    'ngày như "2026-12-24", hoặc "2026-12-20..2026-12-24"',
  'the name of a list of holidays, or a list of such names':
    'tên một danh sách ngày lễ, hoặc danh sách các tên như vậy',
  'a date, such as "2026-08-22": "08:00-12:00"': 'ngày, như "2026-08-22": "08:00-12:00"',
  'closed, times of day such as "08:00-12:00", or { open: "08:00-12:00", name: Làm bù }':
    'closed, các khoảng giờ như "08:00-12:00", hoặc { open: "08:00-12:00", name: Làm bù }',
  'closed, or times of day such as "08:00-12:00, 13:30-17:30"':
    'closed, hoặc các khoảng giờ như "08:00-12:00, 13:30-17:30"',
  'a day with its name, such as "09-02": Quốc khánh, "2026-09-01": Quốc khánh or "lunar 03-10": Giỗ Tổ':
    'ngày kèm tên, như "09-02": Quốc khánh, "2026-09-01": Quốc khánh hoặc "lunar 03-10": Giỗ Tổ',
  'what the day is called': 'tên của ngày',
  'headers with a value each, such as { x-branch: hcm }':
    'các tiêu đề, mỗi cái một giá trị, như { x-branch: hcm }',
  'names with a place in the answer each, such as { balance: data.balance }':
    'các tên, mỗi tên một chỗ trong câu trả lời, như { balance: data.balance }',
  'a place in the answer, such as data.balance': 'một chỗ trong câu trả lời, như data.balance',
  'a SELECT, such as select name from … where …': 'một SELECT, như select name from … where …',
  'the name of a mail server': 'tên máy chủ thư',
  'a sentence to be spoken, up to 1000 letters': 'câu để đọc, tối đa 1000 ký tự',
  'names of queues with on or off, such as { sales: on }':
    'tên các hàng đợi kèm on hoặc off, như { sales: on }',
  'names with a value each, such as { source: tongdai }':
    'các tên, mỗi tên một giá trị, như { source: tongdai }',
  'one line of text, up to 200 letters': 'một dòng chữ, tối đa 200 ký tự',
  'a text, up to 10,000 letters': 'đoạn chữ, tối đa 10.000 ký tự',
  'the name of a time zone, such as Asia/Ho_Chi_Minh': 'tên múi giờ, như Asia/Ho_Chi_Minh',
  'a network, such as 192.168.1.0/24': 'mạng, như 192.168.1.0/24',
  'an IP address, such as 203.0.113.7': 'địa chỉ IP, như 203.0.113.7',
  'an IP address or a network': 'địa chỉ IP hoặc mạng',
  'a list of IP addresses or networks': 'danh sách địa chỉ IP hoặc mạng',
  'the name of a file': 'tên tệp',
  "a person's name": 'tên người',
  'an extension in quotes such as "201", or a name of small letters, digits and hyphens':
    'số máy lẻ trong ngoặc kép như "201", hoặc tên gồm chữ thường không dấu, chữ số và gạch nối',
  'server, user and secret': 'server, user và secret',
  'an address or a host, such as 203.0.113.10 or "sip.example.com:5070"':
    'địa chỉ hoặc tên máy chủ, như 203.0.113.10 hoặc "sip.example.com:5070"',
  'the user name in quotes, such as "84287109999"': 'tên đăng nhập trong ngoặc kép, như "84287109999"',
  'the realm that the provider names': 'realm do nhà mạng cho biết',
  'what stands before the @ of our address, in quotes': 'phần trước @ trong địa chỉ của ta, trong ngoặc kép',
  'all, or a list of names of hotlines': 'all, hoặc danh sách tên hotline',
  'built-in, { espeak: … }, { command: […] } or { url: … }':
    'built-in, { espeak: … }, { command: […] } hoặc { url: … }',
  'a voice of espeak-ng, such as vi-vn-x-south': 'một giọng của espeak-ng, như vi-vn-x-south',
  'a program and its arguments, such as [/opt/voice/speak, --language, vi]':
    'chương trình và các tham số, như [/opt/voice/speak, --language, vi]',
  'the address of a service, such as http://127.0.0.1:5002/speak':
    'địa chỉ dịch vụ, như http://127.0.0.1:5002/speak',
}

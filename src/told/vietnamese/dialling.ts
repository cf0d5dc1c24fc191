// Dialling out, in Vietnamese: mistakes in config/outbound.yaml, and why somebody may not dial.
import type { Tongue } from '../told.ts'

export const OUTBOUND_IN_VIETNAMESE: Tongue = {
  trunk: 'đường trung kế',
  route: 'tuyến gọi ra',
  class: 'nhóm quyền gọi',
  'Outside, it rings for 5s to 3m.': 'Gọi ra đổ chuông từ 5s đến 3m.',
  'A trunk is given up after 1s to 30s of silence.':
    'Một đường trung kế bị bỏ qua sau 1s đến 30s không trả lời.',
  'International numbers need their countries, or nobody knows what a call costs.':
    'Số quốc tế phải ghi rõ nước, nếu không chẳng ai biết cuộc gọi tốn bao nhiêu.',
  'Add countries: such as [US, SG, JP].': 'Hãy thêm countries: như [US, SG, JP].',
  'No number begins with "{0}" in the form in which numbers are compared.':
    'Ở dạng dùng để so sánh, không số nào bắt đầu bằng “{0}”.',
  'Write + and the country instead of the zero, such as "+8428".':
    'Hãy viết + và mã nước thay cho số không, như “+8428”.',
  'Where the trunk "{0}" is called stands nowhere: it registers with no server.':
    'Không biết gọi đường trung kế “{0}” ở đâu: nó không đăng ký với máy chủ nào.',
  'Add server: with the address of your provider.': 'Hãy thêm server: với địa chỉ của nhà mạng.',
  'Nobody in config/team.yaml has the phone "{0}".': 'Không ai trong config/team.yaml có máy “{0}”.',
  'If it was added later, all is well.': 'Nếu máy được thêm sau thì không sao.',
  'No route takes emergency numbers: nobody here can call 113, 114 or 115.':
    'Không tuyến nào nhận số khẩn cấp: ở đây không ai gọi được 113, 114 hay 115.',
  'Add a route with numbers: { kinds: [emergency] }.':
    'Hãy thêm một tuyến có numbers: { kinds: [emergency] }.',

  // Numbers that stand in flows
  '"{0}" is no telephone number.': '“{0}” không phải là số điện thoại.',
  'Write it as people dial it, such as "028 3822 5678".': 'Hãy viết như khi bấm số, ví dụ "028 3822 5678".',
  '"{0}" is a number of our own.': '“{0}” là số của chính mình.',
  'Use transfer: { flow: … } or { queue: … } instead.': 'Hãy dùng transfer: { flow: … } hoặc { queue: … }.',
  'No route of {0} leads to "{1}".': 'Không tuyến nào trong {0} dẫn tới “{1}”.',
  'Add a route for numbers of this kind, and open it to the class of flows.':
    'Hãy thêm tuyến cho loại số này, và mở tuyến đó cho nhóm quyền của kịch bản.',
  'No flow may send callers outside, so "{0}" would never be called.':
    'Không kịch bản nào được chuyển khách ra ngoài, nên “{0}” sẽ không bao giờ được gọi.',
  'Write flows: with the name of a class in {0}.': 'Hãy ghi flows: với tên một nhóm quyền trong {0}.',
  'The class of flows does not open a route to "{0}".':
    'Nhóm quyền của kịch bản không mở tuyến nào tới “{0}”.',
  'Add the route to the class that flows: names in {0}.':
    'Hãy thêm tuyến vào nhóm quyền mà flows: nêu trong {0}.',
  '"{0}" is closed to flows by the limits of their class, or of each trunk.':
    '“{0}” bị đóng với kịch bản theo giới hạn của nhóm quyền hoặc của từng đường trung kế.',
  'Look at allow: and deny: in {0}.': 'Hãy xem allow: và deny: trong {0}.',

  // What schemas say
  'the beginning of a number in quotes, such as "+8428" or "1900"':
    'phần đầu của số trong ngoặc kép, như "+8428" hoặc "1900"',
  'a list of beginnings of numbers': 'danh sách các đầu số',
  'limits, such as { per-minute: 5, per-hour: 60, at-once: 1 }':
    'các giới hạn, như { per-minute: 5, per-hour: 60, at-once: 1 }',
  'one of mobile, fixed, free, service, premium, emergency, international, other':
    'một trong mobile, fixed, free, service, premium, emergency, international, other',
  'which numbers, such as { kinds: [mobile, fixed] }': 'những số nào, như { kinds: [mobile, fixed] }',
  'a list of trunks': 'danh sách đường trung kế',
  'a SIP answer from 400 to 699': 'mã trả lời SIP từ 400 đến 699',
  'one of e164, national, plain': 'một trong e164, national, plain',
  'names of trunks of config/trunks.yaml': 'tên các đường trung kế trong config/trunks.yaml',
  caller: 'caller',
  'what is known of the caller, such as { name: An, segment: gold, vip: true }':
    'những gì biết về người gọi, như { name: An, segment: gold, vip: true }',
  'a list of routes': 'danh sách tuyến gọi ra',
  'phones with a class each, such as { ann: office }': 'các máy, mỗi máy một nhóm quyền, như { ann: office }',
  'queues with a hotline each, such as { sales: main }':
    'các hàng đợi, mỗi hàng đợi một hotline, như { sales: main }',
}

/** By the sentences of trunks/outbound.ts. */
export const DENIALS_IN_VIETNAMESE: Tongue = {
  'This is no telephone number.': 'Đây không phải số điện thoại.',
  'This is a number of our own.': 'Đây là số của chính tổng đài.',
  'No route leads to this number.': 'Không tuyến nào dẫn đến số này.',
  'This phone has no permission to dial out.': 'Máy này không được phép gọi ra ngoài.',
  'This phone may not call numbers of this kind.': 'Máy này không được gọi loại số này.',
  'This number is closed to calls from here.': 'Không được gọi số này từ đây.',
  'At this hour nobody may dial out.': 'Giờ này không được gọi ra ngoài.',
  'This phone is in as many calls as it may be.': 'Máy này đang có đủ số cuộc gọi cho phép.',
  'This phone has dialled as often as it may for now.': 'Máy này đã gọi đủ số lần cho phép lúc này.',
  'All lines to this number are taken.': 'Mọi đường đến số này đều đang bận.',
  'There is no number of ours that could be shown.': 'Không có số nào của tổng đài để hiển thị.',
}

// Mistakes in flows, and why their tests fail, in Vietnamese.
import type { Tongue } from '../told.ts'

export const FLOWS_IN_VIETNAMESE: Tongue = {
  // The file
  'A flow is a group of sections, and this is none.': 'Kịch bản là một nhóm các phần; đây thì không.',
  'Begin with the line flow: {0}': 'Hãy bắt đầu bằng dòng flow: {0}',
  'This flow calls itself "{0}", and its file "{1}".': 'Kịch bản tự xưng “{0}”, còn tên tệp là “{1}”.',
  'Let both have the same name.': 'Hãy để hai tên giống nhau.',
  'A flow has at most {0} sections.': 'Một kịch bản có tối đa {0} phần.',
  'Split it into several flows.': 'Hãy chia thành nhiều kịch bản.',
  'This flow has no section "start", where every caller begins.':
    'Kịch bản này thiếu phần “start”, nơi mọi khách gọi bắt đầu.',
  'Call the first section start: instead of {0}:.': 'Hãy đặt tên phần đầu là start: thay cho {0}:.',
  'Add it.': 'Hãy thêm phần đó.',
  'Section "{0}" must be a list of steps.': 'Phần “{0}” phải là danh sách các bước.',
  'Begin each step with "- ", such as "- say: welcome".':
    'Hãy bắt đầu mỗi bước bằng "- ", như "- say: welcome".',
  'Section "{0}" has no steps: a caller would be hung up on.':
    'Phần “{0}” không có bước nào: khách sẽ bị ngắt máy.',
  'Add a step, or write "- hangup" if that is meant.': 'Hãy thêm một bước, hoặc viết "- hangup" nếu đúng ý.',
  'A step is a verb with what it needs, and this is none.':
    'Một bước gồm lệnh và những gì lệnh cần; đây thì không.',
  'Write it like "- say: welcome". Verbs: {0}.': 'Hãy viết như "- say: welcome". Các lệnh: {0}.',
  'This step is empty.': 'Bước này trống.',
  'Delete it.': 'Hãy xóa nó.',
  'This step has settings, and no verb that they belong to.': 'Bước này có thiết lập nhưng không có lệnh.',
  'Write the verb first, such as "- {0}: …".': 'Hãy viết lệnh trước, như "- {0}: …".',
  'There is no verb "{0}".': 'Không có lệnh “{0}”.',
  'This step has two verbs, "{0}" and "{1}".': 'Bước này có hai lệnh, “{0}” và “{1}”.',
  'Begin a step of its own: "- {0}: …".': 'Hãy viết thành bước riêng: "- {0}: …".',

  // Where it leads
  'No caller ever reaches section "{0}".': 'Không khách nào đến được phần “{0}”.',
  'Lead to it from a menu or with go, or delete it.': 'Hãy dẫn đến đó từ menu hoặc bằng go, hoặc xóa đi.',
  'No caller ever reaches this step: {0} before it does not lead on to it.':
    'Không khách nào đến được bước này: {0} đứng trước không đi tiếp.',
  'Delete it, or move it to a section of its own.': 'Hãy xóa, hoặc chuyển sang một phần riêng.',
  'A caller who presses nothing goes in a circle for ever: {0}.': 'Khách không bấm gì sẽ đi vòng mãi: {0}.',
  'This is a circle in which nothing is ever said or asked: {0}.':
    'Vòng lặp không nói cũng không hỏi gì: {0}.',
  'Let the last step lead to a queue, to another section or to hangup.':
    'Hãy để bước cuối dẫn đến hàng đợi, phần khác hoặc hangup.',
  'Whoever comes to "{0}" never gets out again: every way leads to {1}.':
    'Ai vào “{0}” sẽ không ra được nữa: mọi đường đều dẫn đến {1}.',
  'Let one of the ways lead to a queue, a voicemail or hangup.':
    'Hãy để một đường dẫn đến hàng đợi, hộp thư thoại hoặc hangup.',
  'When nobody answers in "{0}", the caller waits without an end.':
    'Khi không ai nghe máy ở “{0}”, khách phải chờ mãi.',
  'Add max-wait: 20m with too-long: and a section, or keys: that let him leave a message.':
    'Hãy thêm max-wait: 20m cùng too-long: và một phần, hoặc keys: để khách để lại lời nhắn.',
  'This flow calls itself: {0}.': 'Kịch bản này gọi lại chính nó: {0}.',
  'Use go: { flow: … } for a way that does not come back.':
    'Hãy dùng go: { flow: … } cho đường không quay lại.',
  'There is no section "{0}" in the flow "{1}".': 'Kịch bản “{1}” không có phần “{0}”.',

  // Prompts and values
  'There is nothing to say in the language "{0}".': 'Không có câu thoại nào bằng ngôn ngữ “{0}”.',
  'There is no prompt "{0}" in the language {1}.': 'Ngôn ngữ {1} không có câu thoại “{0}”.',
  '{0} Or add a sentence to sounds/{1}/prompts.yaml, or a recording {2}.wav beside it.':
    '{0} Hoặc thêm câu vào sounds/{1}/prompts.yaml, hay bản thu {2}.wav cạnh đó.',
  'Nothing ever writes "{0}".': 'Không bước nào ghi giá trị “{0}”.',
  'No lookup answers "{0}".': 'Không tra cứu nào trả về “{0}”.',
  '{0} What a lookup answers stands under takes: in config/lookups.yaml.':
    '{0} Những gì tra cứu trả về nằm ở takes: trong config/lookups.yaml.',
  '"{0}" is a secret, and can be given to a lookup alone.': '“{0}” là bí mật, chỉ được đưa cho tra cứu.',
  '"{0}" is a secret, and would be written down here.': '“{0}” là bí mật, và ở đây sẽ bị ghi lại.',
  '"{0}" is a secret: the flow has its handle only, and can\'t compare it.':
    '“{0}” là bí mật: kịch bản không thấy nội dung nên không so sánh được.',
  'Give it to a lookup, and use what the lookup answers.': 'Hãy đưa cho tra cứu, rồi dùng kết quả trả về.',
  'Give it to a lookup, and ask what the lookup answers.': 'Hãy đưa cho tra cứu, rồi hỏi kết quả trả về.',
  'The lookup "{0}" asks by GET, so "{1}" would stand in an address.':
    'Tra cứu “{0}” hỏi bằng GET, nên “{1}” sẽ nằm trong địa chỉ.',
  'Write method: POST there, if the other system takes it.':
    'Hãy viết method: POST ở đó, nếu hệ thống kia nhận.',

  // Settings of verbs
  '"digits" says how many there are, and "length" does too.': '“digits” và “length” cùng nói số chữ số.',
  'At least {0} and at most {1} digits: nobody can do that.':
    'Ít nhất {0} và nhiều nhất {1} chữ số: không ai làm được.',
  'Let min be the smaller one.': 'Hãy để min nhỏ hơn.',
  'Nobody presses a key within {0}.': 'Không ai kịp bấm phím trong {0}.',
  'Write at least 500ms; 5s is usual.': 'Hãy viết ít nhất 500ms; thường là 5s.',
  '"{0}" must be from {1}s to {2}s, and is {3}.': '“{0}” phải từ {1}s đến {2}s; đang viết: {3}.',
  '2m is usual.': 'Thường là 2m.',
  '5s is usual.': 'Thường là 5s.',
  "This can't be used as a pattern: {0}.": 'Không dùng làm mẫu được: {0}.',
  'For example "[0-9]{8}", or "9704[0-9]+".': 'Ví dụ "[0-9]{8}", hoặc "9704[0-9]+".',
  'longer than {0} letters': 'dài hơn {0} ký tự',
  'too big: its repeats multiply': 'quá lớn: các phần lặp nhân lên',
  'Write year, month and day, such as "2026-02-28".': 'Hãy viết năm, tháng và ngày, như "2026-02-28".',
  'This notice is never switched on or off.': 'Thông báo này không bao giờ bật hay tắt.',
  'Add from:, until: or weekdays:, or make it a say.':
    'Hãy thêm from:, until: hoặc weekdays:, hoặc đổi thành say.',
  'It is over ({0}) before it begins ({1}).': 'Nó kết thúc ({0}) trước khi bắt đầu ({1}).',
  'Let until be the later one.': 'Hãy để until muộn hơn.',
  '"{0}" needs "{1}" beside it.': '“{0}” cần có “{1}” đi cùng.',
  'Write both: max-wait: 20m and too-long: with the section that follows.':
    'Hãy viết cả hai: max-wait: 20m và too-long: với phần tiếp theo.',
  'Name the section that follows when nobody is reached there.':
    'Hãy nêu phần sẽ chạy khi không gọi được số đó.',
  'Name the section that follows when this agent does not answer.':
    'Hãy ghi phần tiếp theo khi điện thoại viên này không bắt máy.',
  '"{0}" means something for one agent only.': '“{0}” chỉ có nghĩa khi chuyển cho một điện thoại viên.',
  'Delete it; a queue has max-wait and too-long of its own.':
    'Hãy xóa; hàng đợi có max-wait và too-long riêng.',
  'These parts make {0} percent together.': 'Các phần này cộng lại thành {0} phần trăm.',
  'Let them make 100.': 'Tổng phải là 100.',
  'A pause of {0} is not possible.': 'Không thể dừng {0}.',
  'Write a time from 100ms to 10m.': 'Hãy viết thời lượng từ 100ms đến 10m.',

  // Tests
  'There are two tests named "{0}".': 'Có hai bài kiểm thử cùng tên “{0}”.',
  'Say in each name what is special about it.': 'Hãy đặt tên nói rõ điểm riêng của từng bài.',
  'The test "{0}" fails: {1}': 'Bài kiểm thử “{0}” không đạt: {1}',
  'He meets {0}. Mend the flow, or what the test expects.':
    'Khách gặp {0}. Hãy sửa kịch bản, hoặc sửa điều bài kiểm thử mong đợi.',
  '{0} of what the caller does found no question: the flow was over, or rested, before.':
    '{0} thao tác của khách không được hỏi đến: kịch bản đã kết thúc hoặc dừng trước đó.',
  'nothing more': '(không còn gì)',
  'After all that is expected, the caller meets {0}.': 'Sau mọi điều mong đợi, khách còn gặp {0}.',
  'The caller was to meet {0}, and meets {1}.': 'Khách lẽ ra gặp {0}, nhưng lại gặp {1}.',
}

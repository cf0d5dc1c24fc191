// Mistakes in the files of config/ and sounds/, and in YAML itself, in Vietnamese.
import type { Tongue } from '../told.ts'

export const CONFIGURATION_IN_VIETNAMESE: Tongue = {
  // Files
  'This file is missing.': 'Thiếu tệp này.',
  'Restore it, or point TONGDAI_CONFIG to the folder that holds config/, ivr-flows/ and sounds/.':
    'Hãy khôi phục nó, hoặc cho TONGDAI_CONFIG trỏ đến thư mục chứa config/, ivr-flows/ và sounds/.',
  'This file is not read.': 'Tệp này không được đọc.',
  'Let its name end in .yaml.': 'Hãy đặt tên kết thúc bằng .yaml.',
  'Did you mean {0}?': 'Có phải là {0}?',
  'config/ holds {0}.': 'config/ chứa {0}.',
  'A flow can\'t be called "{0}".': 'Kịch bản không được mang tên “{0}”.',
  'Use small letters, digits and hyphens.': 'Dùng chữ thường không dấu, chữ số và gạch nối.',
  '"{0}" is no language.': '“{0}” không phải ngôn ngữ.',
  'Use two letters, such as sounds/vi/prompts.yaml.': 'Dùng hai chữ cái, như sounds/vi/prompts.yaml.',
  'There is more wrong from here on.': 'Từ đây trở đi còn lỗi nữa.',
  'Mend what is listed, then look again.': 'Hãy sửa các lỗi đã nêu, rồi kiểm tra lại.',
  'This file is larger than 1 MB.': 'Tệp này lớn hơn 1 MB.',
  'Split it into several files, or remove what does not belong there.':
    'Hãy chia thành nhiều tệp, hoặc bỏ những gì không thuộc về đây.',
  'This line is not UTF-8 text.': 'Dòng này không phải chữ UTF-8.',
  'Save the file with the encoding UTF-8.': 'Hãy lưu tệp với bảng mã UTF-8.',
  'This file could not be read.': 'Không đọc được tệp này.',
  'Check its permissions, and that it is a plain file.':
    'Kiểm tra quyền đọc, và đây phải là một tệp bình thường.',
  'This file is too long.': 'Tệp này quá dài.',
  'Split it into several files.': 'Hãy chia thành nhiều tệp.',

  // YAML
  'This is not valid YAML: {0}': 'YAML không hợp lệ: {0}',
  'Check the indentation (spaces, no tabs), the colons and the quotes around here.':
    'Kiểm tra thụt đầu dòng (dấu cách, không dùng tab), dấu hai chấm và dấu ngoặc kép quanh chỗ này.',
  'This is nested more than {0} levels deep.': 'Lồng sâu hơn {0} tầng.',
  'No setting needs that: look for a bracket or an indentation too many.':
    'Không thiết lập nào cần vậy: hãy tìm dấu ngoặc hoặc thụt đầu dòng bị thừa.',
  'There is an invisible control character here.': 'Ở đây có ký tự điều khiển không nhìn thấy.',
  'Delete it, or save the file as plain UTF-8 text.': 'Hãy xóa nó, hoặc lưu tệp dạng văn bản UTF-8 thuần.',
  'Write it like "name: value".': 'Hãy viết dạng "tên: giá trị".',
  'There is no "&{0}" above.': 'Phía trên không có “&{0}”.',
  'Write the value out here.': 'Hãy viết hẳn giá trị ở đây.',
  'Aliases (*) make this file far too large.': 'Các bí danh (*) làm tệp này phình quá lớn.',
  'Write less of them.': 'Hãy dùng ít bí danh hơn.',
  'A key must be a word or a text in quotes.': 'Khóa phải là một từ, hoặc chữ trong ngoặc kép.',
  'The key {0} is not a text to YAML.': 'YAML không coi khóa {0} là chữ.',
  '"{0}" stands here a second time.': '“{0}” có ở đây lần thứ hai.',
  'Keep one of the two.': 'Chỉ giữ một trong hai.',
  'YAML reads {0} as {1}, not as text.': 'YAML đọc {0} là {1}, không phải chữ.',
  'Put it in quotes: "{0}".': 'Hãy đặt trong ngoặc kép: "{0}".',

  // What fits no schema
  '"{0}" is missing here.': 'Ở đây thiếu “{0}”.',
  'It must be {0}.': 'Phải là {0}.',
  'Add {0}: to it.': 'Hãy thêm {0}: vào đây.',
  '"{0}"': '“{0}”',
  This: 'Giá trị này',
  '{0} must be {1}, and is {2}.': '{0} phải là {1}; đang viết: {2}.',
  '"{0}" can\'t be a key here.': 'Ở đây “{0}” không dùng làm khóa được.',
  'Write {0}.': 'Hãy viết {0}.',
  'There is no setting "{0}" here.': 'Ở đây không có thiết lập “{0}”.',
  'Did you mean "{0}"?': 'Có phải là “{0}”?',
  'There are none yet.': 'Chưa có cái nào.',
  'Known are {0} and {1} more.': 'Hiện có {0} và {1} cái khác.',
  'Known: {0}.': 'Hiện có: {0}.',

  // Names that lead elsewhere
  'There is no {0} "{1}" {2}.': 'Không có {0} “{1}” {2}.',
  'There are no hours "{0}" {1}.': 'Không có giờ mở cửa “{0}” {1}.',
  'in {0}': 'trong {0}',
  'in this flow': 'trong kịch bản này',
  section: 'phần',
  queue: 'hàng đợi',
  hotline: 'hotline',
  flow: 'kịch bản',
  lookup: 'tra cứu',
  send: 'mục gửi',
  box: 'hộp thư',
  name: 'tên',
  id: 'mã',
  phone: 'máy',
  'The {0} "{1}" is taken: entry {2} of this list has it.':
    'Đã có {0} “{1}”: ở mục thứ {2} của danh sách này.',
  'The {0} "{1}" is taken.': 'Đã có {0} “{1}”.',
  'Each needs its own.': 'Mỗi nơi cần một giá trị riêng.',

  // Addresses
  'The caller would choose whom we ask.': 'Như vậy khách gọi sẽ chọn máy chủ được hỏi.',
  'Put {…} behind the host only.': 'Chỉ đặt {…} sau tên máy chủ.',
  'Somebody’s name or password stands in this address.': 'Địa chỉ này chứa tên hoặc mật khẩu của ai đó.',
  'Use secret: for it.': 'Hãy dùng secret: cho việc đó.',
  '"{0}" is no address.': '“{0}” không phải địa chỉ.',
  'Write it like https://crm.example.vn/api.': 'Hãy viết như https://crm.example.vn/api.',

  // boxes, recording
  '"keep: {0}" would erase what is not a day old.': '“keep: {0}” sẽ xóa cả thứ chưa được một ngày.',
  '"{0}: {1}" would erase what is not a day old.': '“{0}: {1}” sẽ xóa cả thứ chưa được một ngày.',
  'Write at least 1d, such as 90d.': 'Hãy viết ít nhất 1d, ví dụ 90d.',

  // hours
  'No hours can be called "{0}".': 'Giờ mở cửa không được mang tên “{0}”.',
  'Flows mean the hours of their hotline by it.': 'Trong kịch bản, tên này chỉ giờ mở cửa của chính hotline.',
  'There is no day {0}.': 'Không có ngày {0}.',
  'Write it as year-month-day, month-day, or lunar month-day.':
    'Hãy viết năm-tháng-ngày, tháng-ngày, hoặc lunar tháng-ngày.',
  'There is no list of holidays "{0}" in this file.': 'Tệp này không có danh sách ngày lễ “{0}”.',
  'Only one of months, season and dates can stand here.': 'Chỉ dùng một trong months, season và dates.',
  'Write a line for each.': 'Hãy viết mỗi thứ một dòng.',
  '"days" is missing here.': 'Ở đây thiếu “days”.',
  'Write days such as mon-fri; or months, season or dates.':
    'Hãy viết days như mon-fri; hoặc months, season hay dates.',
  'Look at the calendar.': 'Hãy xem lại lịch.',
  'Either from and to, or times: not both.': 'Hoặc from và to, hoặc times: không dùng cả hai.',
  'Write from: "08:00", to: "17:30"; or times: "08:00-12:00, 13:30-17:30".':
    'Hãy viết from: "08:00", to: "17:30"; hoặc times: "08:00-12:00, 13:30-17:30".',
  'Write it as year-month-day.': 'Hãy viết năm-tháng-ngày.',

  // hotlines
  'There are no hours "{0}" in config/hours.yaml.': 'Không có giờ mở cửa “{0}” trong config/hours.yaml.',
  'The flow "{0}" asks for the hours of its hotline, and "{1}" names none.':
    'Kịch bản “{0}” hỏi giờ mở cửa của hotline, nhưng “{1}” chưa khai giờ.',
  'Add hours: and a name from config/hours.yaml.': 'Hãy thêm hours: kèm một tên trong config/hours.yaml.',
  '"{0}" is no phone number in the country {1}.': '“{0}” không phải số điện thoại ở nước {1}.',
  'Write it as people dial it, such as "02871099999", or with + and the country.':
    'Hãy viết như người ta quay số, ví dụ "02871099999", hoặc với + và mã nước.',
  'The hotline "{0}" has the same number {1}.': 'Hotline “{0}” cũng dùng số {1}.',
  'Give each hotline a number of its own.': 'Mỗi hotline cần một số riêng.',
  'No agent in config/team.yaml has the phone "{0}".':
    'Không điện thoại viên nào trong config/team.yaml có máy “{0}”.',
  'If he was added later, all is well; else callers are lost when the server is away.':
    'Nếu người này được thêm sau thì không sao; nếu không, khách sẽ mất cuộc gọi khi máy chủ ngừng.',
  'There is no hotline: nobody can call.': 'Chưa có hotline: không ai gọi vào được.',
  'Add one with name, number, title and flow.': 'Hãy thêm một hotline với name, number, title và flow.',

  // lookups
  'A lookup may take between 100ms and 30s.': 'Một lần tra cứu kéo dài từ 100ms đến 30s.',
  'Write e.g. timeout: 3s.': 'Ví dụ: timeout: 3s.',
  'Write url: and takes:, or database: and query:.': 'Hãy viết url: và takes:, hoặc database: và query:.',
  'Write query: beside it.': 'Hãy viết thêm query:.',
  'It does not say what is asked.': 'Chưa nói hỏi điều gì.',
  '"{0}" means nothing to a database.': '“{0}” không có nghĩa với cơ sở dữ liệu.',
  'Leave it out: columns are taken as they are.': 'Hãy bỏ đi: các cột được lấy nguyên như vậy.',
  'It does not say which database is asked.': 'Chưa nói hỏi cơ sở dữ liệu nào.',
  'Write database: beside query:.': 'Hãy viết database: cùng với query:.',
  'There is no database "{0}" in this file.': 'Tệp này không có cơ sở dữ liệu “{0}”.',
  'Add it: databases: { {0}: { secret: {1}-database } }.':
    'Hãy thêm: databases: { {0}: { secret: {1}-database } }.',
  'A lookup only reads.': 'Tra cứu chỉ được đọc.',
  'Begin the query with SELECT.': 'Hãy bắt đầu truy vấn bằng SELECT.',
  'A lookup is one query.': 'Mỗi tra cứu là một truy vấn.',
  'Leave out the ";".': 'Hãy bỏ dấu ";".',

  // mail, sends
  'The user of the mail server and his password go together.':
    'Tên đăng nhập máy chủ thư và mật khẩu phải đi cùng nhau.',
  'Write both, such as user: tongdai and password: { secret: mail }, or neither.':
    'Hãy viết cả hai, như user: tongdai và password: { secret: mail }, hoặc bỏ cả hai.',
  '"{0}" is missing: without it no report can be sent.':
    'Thiếu “{0}”: không có nó thì không gửi được báo cáo.',
  'Write smtp, from and to, or remove the file.': 'Hãy viết smtp, from và to, hoặc xóa tệp.',
  'Nobody says by which server mail is sent.': 'Chưa khai máy chủ gửi thư.',
  'Write smtp, from and to into {0}.': 'Hãy viết smtp, from và to vào {0}.',
  'An address that we send to is always the same.': 'Địa chỉ gửi đến phải cố định.',
  'Leave out the {…}.': 'Hãy bỏ {…}.',
  '"{0}" is for an e-mail, and this is sent to an address of the web.':
    '“{0}” dùng cho e-mail, còn mục này gửi đến một địa chỉ web.',
  'Make two of it.': 'Hãy tách thành hai mục.',
  '"{0}" means nothing without url.': '“{0}” không có nghĩa khi thiếu url.',
  'Write url: beside it, or leave it out.': 'Hãy viết thêm url:, hoặc bỏ nó đi.',
  'Write url: for another system, or to:, subject: and text: for an e-mail.':
    'Hãy viết url: để gửi đến hệ thống khác, hoặc to:, subject: và text: để gửi e-mail.',
  'It lacks where to send it.': 'Chưa nói gửi đi đâu.',
  'It lacks {0}.': 'Còn thiếu {0}.',
  'It lacks {0} and {1}.': 'Còn thiếu {0} và {1}.',

  // queues
  'A phone rings for 1s to 5m.': 'Máy đổ chuông từ 1s đến 5m.',
  'The position is said every 5s at most.': 'Vị trí chỉ được báo cách nhau ít nhất 5s.',
  'Choose another time.': 'Hãy chọn thời lượng khác.',

  // server
  'There is no time zone "{0}".': 'Không có múi giờ “{0}”.',
  'Write one such as Asia/Ho_Chi_Minh or Europe/Paris.': 'Hãy viết như Asia/Ho_Chi_Minh hoặc Europe/Paris.',
  '"{0}" is no IP address.': '“{0}” không phải địa chỉ IP.',
  'Write it like 203.0.113.7.': 'Hãy viết như 203.0.113.7.',
  'Encryption is required, but its keys would travel in the open: there is no TLS.':
    'Bắt buộc mã hóa nhưng khóa lại đi không mã hóa: chưa bật TLS.',
  'Write e.g. sip: { tls: { port: 5061 }, encryption: required }.':
    'Hãy viết chẳng hạn sip: { tls: { port: 5061 }, encryption: required }.',
  'The longest ban is shorter than the first.': 'Thời gian chặn dài nhất ngắn hơn lần chặn đầu.',
  'Write e.g. first: 10m, longest: 7d.': 'Hãy viết chẳng hạn first: 10m, longest: 7d.',
  '"{0}" is no network.': '“{0}” không phải mạng.',
  'Write it like 192.168.1.0/24.': 'Hãy viết như 192.168.1.0/24.',
  'Write it like 203.0.113.0/24.': 'Hãy viết như 203.0.113.0/24.',
  'There are fewer than twenty RTP ports.': 'Có ít hơn hai mươi cổng RTP.',
  'Each call needs four, such as first: 10000, last: 10999.':
    'Mỗi cuộc gọi cần bốn cổng; ví dụ first: 10000, last: 10999.',
  '{0} is the echo test.': '{0} là số thử tiếng vọng.',
  'Give the studio another code, such as "*44".': 'Hãy chọn mã khác cho phòng thu, như “*44”.',
  '{0} means something else already.': '{0} đã có nghĩa khác.',
  'Give each thing that a phone dials a code of its own, such as "*45".':
    'Hãy cho mỗi việc mà máy điện thoại bấm một mã riêng, như “*45”.',
  'Calls would be cut after less than a minute.': 'Cuộc gọi sẽ bị cắt khi chưa được một phút.',
  'Write e.g. 4h.': 'Ví dụ: 4h.',
  '{0} and {1} both want port {2}.': '{0} và {1} cùng muốn cổng {2}.',
  'Give one of them another port.': 'Hãy cho một trong hai cổng khác.',
  'The SIP port {0} lies among the RTP ports.': 'Cổng SIP {0} nằm trong dải cổng RTP.',
  'Move the one or the other.': 'Hãy dời một trong hai.',

  // trunks
  '{0} is no port.': '{0} không phải số cổng.',
  'Ports go from 1 to 65535.': 'Cổng từ 1 đến 65535.',
  'A registration lasts for 1m to 24h.': 'Một lần đăng ký kéo dài từ 1m đến 24h.',
  'Most providers take 5m.': 'Đa số nhà mạng dùng 5m.',
  'It is tried again after 5s to 1h.': 'Thử lại sau 5s đến 1h.',
  'Sooner, a provider may shut you out.': 'Thử sớm hơn, nhà mạng có thể chặn bạn.',
  '"{0}" is neither an IP address nor a network.': '“{0}” không phải địa chỉ IP, cũng không phải mạng.',
  'Write it like 203.0.113.7 or 203.0.113.0/24; names of hosts can change and are not taken.':
    'Hãy viết như 203.0.113.7 hoặc 203.0.113.0/24; tên máy chủ có thể đổi nên không được nhận.',
  '"{0}" is the whole world: any stranger could call as this trunk.':
    '“{0}” là cả thế giới: người lạ nào cũng gọi vào được qua đường trung kế này.',
  'Name the addresses of your provider.': 'Hãy ghi các địa chỉ của nhà mạng.',
  'The server is named by a host, so "match" must say from which addresses its calls come.':
    'Máy chủ được ghi bằng tên, nên “match” phải nói cuộc gọi đến từ những địa chỉ nào.',
  '"match" is missing here.': 'Ở đây thiếu “match”.',
  'It must be a list of IP addresses or networks.': 'Phải là danh sách địa chỉ IP hoặc mạng.',
  'The trunk "{0}" has the address {1} too: calls from there come in by that one.':
    'Đường trung kế “{0}” cũng có địa chỉ {1}: cuộc gọi từ đó vào theo đường ấy.',
  'Name different addresses, or make one trunk of the two.':
    'Hãy ghi địa chỉ khác nhau, hoặc gộp thành một đường trung kế.',

  // voices
  'A voice may take between 100ms and 1m for a sentence.': 'Giọng đọc cần từ 100ms đến 1m cho một câu.',
  'Write e.g. timeout: 5s.': 'Ví dụ: timeout: 5s.',
  '"{0}" is not the whole path of a program.': '“{0}” không phải đường dẫn đầy đủ của chương trình.',
  'Begin it with /.': 'Hãy bắt đầu bằng /.',
  'Write it like http://127.0.0.1:5002/speak.': 'Hãy viết như http://127.0.0.1:5002/speak.',
  'Nothing in it says the text.': 'Không chỗ nào chứa nội dung cần đọc.',
  'Put "{text}" where the service expects it.': 'Hãy đặt "{text}" vào chỗ mà dịch vụ cần.',

  // Prompts
  'A hotline, a flow or this file speaks "{0}", and there is nothing to say in it.':
    'Một hotline, kịch bản hoặc tệp này dùng ngôn ngữ “{0}”, nhưng chưa có câu thoại nào.',
  'Add {0}, or use one of {1}.': 'Hãy thêm {0}, hoặc dùng một trong {1}.',
  'The house itself says "{0}", and it is missing here.': 'Hệ thống cần câu “{0}”, và ở đây còn thiếu.',
  'Add a sentence, or a recording sounds/{0}/{1}.wav.': 'Hãy thêm câu, hoặc bản thu sounds/{0}/{1}.wav.',
  '{0} prompts that flows may need are missing in the language {1}: {2}.':
    'Ngôn ngữ {1} thiếu {0} câu thoại mà kịch bản có thể cần: {2}.',
  '"npx tongdai prompt missing {0}" lists them.': '"npx tongdai prompt missing {0}" liệt kê chúng.',
}

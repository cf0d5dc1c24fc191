// What the API says to people, English beside Vietnamese: one table for the web app, curl and whatever else asks.
// {0}, {1} … are the values, in the order of the English sentence. A test asks for every sentence that is thrown.
import { DENIALS_IN_VIETNAMESE } from '../told/vietnamese/dialling.ts'
import { PEOPLE_IN_VIETNAMESE } from './people-vietnamese.ts'

export const VIETNAMESE: Readonly<Record<string, string>> = {
  // Dialling out
  ...DENIALS_IN_VIETNAMESE,
  'This line carries as many calls as it may for now.': 'Đường này đã đủ số cuộc gọi cho phép lúc này.',
  'Only your own phone can be made to dial.': 'Bạn chỉ có thể gọi ra từ máy của chính mình.',
  'This table has mistakes; nothing of it was taken.': 'Bảng này có lỗi; chưa nhận dòng nào.',
  'Nobody has written down a customer with this number.': 'Chưa ai ghi khách hàng nào có số này.',
  '"{0}" is no telephone number.': '“{0}” không phải số điện thoại.',
  'This name is longer than 200 letters.': 'Tên này dài hơn 200 chữ.',
  'A segment is a word, such as gold.': 'Phân khúc là một từ, như gold.',
  'Write yes or no here.': 'Ở đây hãy viết yes hoặc no.',
  'More than {0} rows at once are too many.': 'Nhiều hơn {0} dòng một lần là quá nhiều.',
  'You have no phone that could ring.': 'Bạn không có máy nào để đổ chuông.',
  'Your phone is in a call, or rings for one.': 'Máy của bạn đang có cuộc gọi, hoặc đang đổ chuông.',
  'Your phone is not registered.': 'Máy của bạn chưa đăng ký vào tổng đài.',
  'The house is closing; no new calls are made.': 'Hệ thống đang đóng; không gọi cuộc mới.',

  // Follow-ups
  'There is no such follow-up.': 'Không có việc gọi lại này.',
  'This follow-up is done already.': 'Việc gọi lại này đã xong.',
  '{0} has taken this follow-up.': '{0} đã nhận việc gọi lại này.',
  'The number of this caller is erased; nobody can call him.':
    'Số của người gọi này đã bị xóa; không gọi được nữa.',

  // Titles of problems
  'Bad request': 'Yêu cầu không hợp lệ',
  'Not authorised': 'Chưa đăng nhập',
  Forbidden: 'Không được phép',
  'Not found': 'Không tìm thấy',
  'Method not allowed': 'Phương thức không được phép',
  Conflict: 'Xung đột',
  'Too large': 'Quá lớn',
  'Wrong media type': 'Sai kiểu nội dung',
  'No such range': 'Không có khoảng này',
  Refused: 'Bị từ chối',
  'Too often': 'Quá nhiều lần',
  'Our mistake': 'Lỗi của hệ thống',
  'Not available now': 'Hiện chưa dùng được',
  Error: 'Lỗi',

  // Prompts
  'No voice speaks this language now.': 'Hiện không có giọng đọc nào cho ngôn ngữ này.',
  'This is no WAV, MP3, OGG or FLAC file.': 'Đây không phải tệp WAV, MP3, OGG hay FLAC.',
  'Nothing can be heard in this file.': 'Tệp này không có âm thanh nào nghe được.',
  'There is no such prompt in this language. Write its text first.':
    'Ngôn ngữ này chưa có câu thoại đó. Hãy viết nội dung trước.',
  'Nothing was recorded here for this prompt.': 'Câu thoại này chưa được thu âm ở đây.',

  'This PIN is guessed first. Take digits without such a pattern.':
    'Mã PIN này dễ đoán nhất. Hãy chọn dãy số không theo quy luật như vậy.',

  // Requests
  'There is nothing here.': 'Ở địa chỉ này không có gì.',
  'This address takes {0} only.': 'Địa chỉ này chỉ nhận {0}.',
  'Something in the request is not as it should be; see the errors.':
    'Yêu cầu có chỗ chưa đúng; xem các lỗi kèm theo.',
  'Something went wrong on our side. It has been logged.':
    'Hệ thống gặp lỗi, đã ghi vào nhật ký. Hãy thử lại; nếu vẫn vậy, báo quản trị viên.',
  'The body is larger than this address takes.': 'Nội dung gửi lên lớn hơn mức cho phép.',
  'Send the body as application/json.': 'Hãy gửi nội dung dạng application/json.',
  'The body is said to be JSON but is empty.': 'Nội dung khai là JSON nhưng lại trống.',
  'The address is wrongly percent-encoded.': 'Địa chỉ bị mã hóa phần trăm sai.',
  'The request cannot be read: check its JSON and its address.':
    'Không đọc được yêu cầu: kiểm tra JSON và địa chỉ.',
  'The request cannot be read as HTTP.': 'Không đọc được yêu cầu dưới dạng HTTP.',
  'A text holds a null character or half of a character; leave it out.':
    'Có đoạn chữ chứa ký tự rỗng hoặc nửa ký tự; hãy bỏ đi.',
  'Take the cursor from "next" of an earlier answer, unchanged.':
    'Lấy con trỏ từ “next” của câu trả lời trước, giữ nguyên.',
  'The time in "{0}" does not exist.': 'Thời điểm ở “{0}” không tồn tại.',
  'There is no day "{0}".': 'Không có ngày “{0}”.',
  'There is no time zone "{0}". Write one such as Asia/Ho_Chi_Minh or Europe/Paris.':
    'Không có múi giờ “{0}”. Hãy viết như Asia/Ho_Chi_Minh hoặc Europe/Paris.',
  'The time ends before it begins: "to" must be later than "from".':
    'Khoảng thời gian trống: “đến” phải sau “từ”.',
  'There is no report of this name; GET /reports lists them.':
    'Không có báo cáo tên này; GET /reports liệt kê các báo cáo.',
  'The table has {0} rows, a workbook takes {1}. Choose a shorter time, or CSV.':
    'Bảng có {0} dòng, một sổ tính chỉ chứa {1}. Hãy chọn khoảng ngắn hơn, hoặc CSV.',

  // Simulations
  'Several people simulate at this moment. Try it again in a few seconds.':
    'Hiện có nhiều người đang mô phỏng. Hãy thử lại sau vài giây.',
  'That day has {0} calls; at most {1} can be simulated. Choose another day.':
    'Ngày đó có {0} cuộc; chỉ mô phỏng được tối đa {1}. Hãy chọn ngày khác.',
  '{0} runs of this day are too many; at most {1} are possible.':
    '{0} lượt chạy của ngày này là quá nhiều; tối đa {1} lượt.',
  'This took too long, and was given up. Try it with fewer runs.':
    'Mất quá nhiều thời gian nên đã dừng. Hãy thử với ít lượt chạy hơn.',
  'Name a day, or imagine one; both at once can’t be simulated.':
    'Hãy chọn một ngày, hoặc giả định một ngày; không mô phỏng cả hai cùng lúc.',
  'Nobody has called a queue yet. Imagine a day instead.':
    'Chưa có cuộc gọi nào vào hàng đợi. Hãy giả định một ngày.',
  'There is no queue "{0}" in config/queues.yaml.': 'Không có hàng đợi “{0}” trong config/queues.yaml.',
  'There is no strategy "{0}".': 'Không có chiến lược “{0}”.',

  // Fields of a request
  'must be there': 'cần phải có',
  'is not known here': 'không dùng ở đây',
  'must be of type {0}': 'phải thuộc kiểu {0}',
  'must be one of the values that are allowed': 'phải là một trong các giá trị cho phép',
  'must have at least {0} characters': 'cần ít nhất {0} ký tự',
  'must have at most {0} characters': 'chỉ được tối đa {0} ký tự',
  'must be {0} {1}': 'phải {0} {1}',
  'must have at least {0} entries': 'cần ít nhất {0} mục',
  'must have at most {0} entries': 'chỉ được tối đa {0} mục',
  'must match the pattern {0}': 'phải đúng mẫu {0}',
  'is wrong': 'không hợp lệ',

  // Who asks
  'Log in, or send a token as "Authorization: Bearer …".':
    'Hãy đăng nhập, hoặc gửi token dạng “Authorization: Bearer …”.',
  'Send an admin\'s token as "Authorization: Bearer …".':
    'Hãy gửi token của quản trị viên dạng “Authorization: Bearer …”.',
  'Your role may not do this ({0}). Ask an admin for it.':
    'Vai trò của bạn không được làm việc này ({0}). Hãy nhờ quản trị viên.',
  'You do not look after a queue "{0}".': 'Bạn không phụ trách hàng đợi “{0}”.',
  'This request comes from a page that is not ours; open Tongdai itself.':
    'Yêu cầu này đến từ một trang khác; hãy mở chính Tongdai.',
  'Repeat the "csrf" of your session in the header x-csrf-token.':
    'Hãy gửi lại “csrf” của phiên trong tiêu đề x-csrf-token.',
  'The name or the password is wrong.': 'Tên đăng nhập hoặc mật khẩu không đúng.',
  'Too many wrong passwords. Try again in {0} minutes, or ask an admin for a new password.':
    'Sai mật khẩu quá nhiều lần. Hãy thử lại sau {0} phút, hoặc xin quản trị viên mật khẩu mới.',
  'Your present password is another one.': 'Mật khẩu hiện tại không đúng.',
  'Take at least {0} characters; a few words are best.': 'Dùng ít nhất {0} ký tự; tốt nhất là vài từ.',
  'Take more different characters.': 'Dùng nhiều ký tự khác nhau hơn.',
  'This one is guessed first: it is a common one, or made of your name.':
    'Mật khẩu này bị đoán trước tiên: nó quá phổ biến, hoặc ghép từ tên của bạn.',
  'There is no such session (any more).': 'Không còn phiên này.',
  'There is no such token (any more).': 'Không còn token này.',

  // People
  ...PEOPLE_IN_VIETNAMESE,

  // Flows
  'There is no flow "{0}" among these files, or it cannot be read.':
    'Trong các tệp này không có kịch bản “{0}”, hoặc không đọc được nó.',
  'Nothing is published yet to compare with.': 'Chưa có bản nào được xuất bản để so sánh.',
  'This took too long, and was given up. Try it with fewer files.':
    'Việc này mất quá nhiều thời gian nên đã dừng. Hãy thử với ít tệp hơn.',

  // Calls, recordings
  'There is no record of this conversation (yet).': 'Chưa có bản ghi của cuộc gọi này.',
  'There is no call "{0}" (any more).': 'Không còn cuộc gọi “{0}”.',
  'There is no agent "{0}".': 'Không có điện thoại viên “{0}”.',
  'This agent is not in wrap-up (any more).': 'Điện thoại viên này không (còn) ở giai đoạn ghi chú sau gọi.',
  'A wrap-up lasts half an hour at most. Take a break instead.':
    'Ghi chú sau gọi kéo dài tối đa nửa giờ. Hãy tạm nghỉ.',
  'This caller is not waiting (any more).': 'Khách này không (còn) chờ.',
  'No call is known for "{0}". Write a call’s id, or the number of a caller.':
    'Không có cuộc gọi nào ứng với “{0}”. Hãy ghi mã cuộc gọi, hoặc số của người gọi.',
  'Only who waits or talks can be sent into a queue; this caller is in the menu or leaving.':
    'Chỉ khách đang chờ hoặc đang nói mới chuyển được vào hàng đợi; khách này đang ở trong menu hoặc đang rời đi.',
  'There is no flow "{0}".': 'Không có kịch bản “{0}”.',
  'The flow "{0}" has no section "{1}".': 'Kịch bản “{0}” không có phần “{1}”.',
  'Nobody can be sent, or asked, by himself.': 'Không thể chuyển cho chính mình hoặc hỏi chính mình.',
  'This agent is not there: the phone is not registered, or nobody is at it.':
    'Điện thoại viên này đang vắng: máy chưa đăng ký, hoặc không có ai trực máy.',
  'Nobody who could be asked is free now. Try again in a moment, or ask somebody else.':
    'Hiện không có ai rảnh để hỏi. Hãy thử lại sau giây lát, hoặc hỏi người khác.',
  'Only who talks can be put on hold.': 'Chỉ giữ máy được khách đang nói chuyện.',
  'This caller is not on hold.': 'Khách này không ở trạng thái giữ máy.',
  'Only who waits, talks or is on hold can be transferred; end a consultation first.':
    'Chỉ chuyển được khách đang chờ, đang nói hoặc đang giữ máy; hãy kết thúc cuộc hỏi ý kiến trước.',
  'Somebody can be asked only while the customer talks to you or is on hold.':
    'Chỉ hỏi ý kiến được khi khách đang nói với bạn hoặc đang giữ máy.',
  'Nobody has answered yet who could be brought in.': 'Chưa có ai nhấc máy để mời vào cuộc gọi.',
  'Nobody is asked to whom the customer could be handed over.': 'Chưa hỏi ai để bàn giao khách.',
  'You have no phone by whose permission a number could be called.':
    'Bạn không có máy điện thoại nào để được phép gọi ra số này.',
  'Nobody is being asked.': 'Hiện không hỏi ai.',
  'There is no such recording.': 'Không có ghi âm này.',
  'Nothing of this was recorded.': 'Cuộc gọi này không có ghi âm.',
  'This recording is no sound that can be drawn.': 'Ghi âm này không phải âm thanh vẽ được.',
  'These tracks cannot be mixed; listen to them one by one.':
    'Không trộn được các bản ghi này; hãy nghe từng bản.',
  'This link has expired. Ask who gave it to you for a new one.':
    'Liên kết đã hết hạn. Hãy xin người gửi một liên kết mới.',
  'This recording could not be kept.': 'Ghi âm này không lưu được.',
  'This recording was kept as long as it may be, then erased.':
    'Ghi âm này đã hết thời hạn lưu và đã được xóa.',
  'This recording is still in Asterisk; try again in a moment.':
    'Ghi âm đang được lấy về; hãy thử lại sau giây lát.',
  'The file of this recording is no longer in the archive.': 'Tệp của ghi âm này không còn trong kho.',
  'This sound has {0} bytes.': 'Âm thanh này có {0} byte.',

  // Who is shut out
  'This address is not banned (any more).': 'Địa chỉ này không (hoặc không còn) bị chặn.',
  'This number is not blocked.': 'Số này không bị chặn.',

  // The configuration
  '"{0}" stands there twice.': '“{0}” có hai lần.',
  'The files have mistakes, and no earlier version is on record. Mend them, then run "tongdai reload".':
    'Các tệp có lỗi, và chưa có phiên bản nào trước đó. Hãy sửa rồi chạy “tongdai reload”.',
  'These files have mistakes; the published version goes on.':
    'Các tệp này có lỗi; phiên bản đã phát hành vẫn chạy tiếp.',
  'The configuration has mistakes; the running one goes on.': 'Cấu hình có lỗi; bản đang chạy vẫn chạy tiếp.',
  'Somebody else has published since you began. Look at the difference, put both together, and publish on top of it.':
    'Trong lúc bạn sửa, người khác đã phát hành. Hãy xem khác biệt, gộp cả hai, rồi phát hành trên bản đó.',
  'On the disk, {0} is not as it was published. Publish that first with "tongdai reload", or undo it there.':
    'Trên đĩa, {0} khác với bản đã phát hành. Hãy phát hành trước bằng “tongdai reload”, hoặc sửa lại trên đĩa.',
  'There is no such version, or its files were not kept.':
    'Không có phiên bản này, hoặc các tệp của nó không còn được giữ.',
  'The folder of the configuration may not be written here (in Docker it is mounted read-only). Change the files where they are kept, then run "tongdai reload".':
    'Không được ghi vào thư mục cấu hình ở đây (trong Docker nó chỉ đọc). Hãy sửa tệp ở nơi lưu, rồi chạy “tongdai reload”.',

  'This message is still in Asterisk; try again in a moment.':
    'Lời nhắn đang được lấy về; hãy thử lại sau giây lát.',
  'There is no such message.': 'Không có lời nhắn này.',
  'There is no such box.': 'Không có hộp thư này.',
  'There is no such sending, it was taken, or its values are erased.':
    'Không có mục gửi này, nó đã được nhận, hoặc dữ liệu của nó đã bị xóa.',

  // Opening hours
  'There are no hours "{0}".': 'Không có giờ mở cửa “{0}”.',
  'There is no hotline "{0}".': 'Không có số tổng đài “{0}”.',
  'You look after some queues; the hours are for all of them.':
    'Bạn chỉ phụ trách một số hàng đợi; giờ mở cửa áp dụng cho tất cả.',
  'Back to the calendar needs neither a time nor a note.':
    'Trở về theo lịch thì không cần thời điểm hay ghi chú.',
  '"{0}" is no time: write 14:00, or 2026-03-02T14:00:00+07:00.':
    '“{0}” không phải thời điểm: hãy viết 14:00, hoặc 2026-03-02T14:00:00+07:00.',
  '"{0}" is over already.': '“{0}” đã qua rồi.',

  // The rest of the house
  'The switchboard does not answer. It may be starting; try again in a moment, or run "tongdai doctor".':
    'Bộ chuyển mạch không phản hồi. Có thể nó đang khởi động; hãy thử lại sau giây lát, hoặc chạy “tongdai doctor”.',
  'The switchboard could not do that; its log says why.':
    'Bộ chuyển mạch không làm được; nhật ký của nó nói vì sao.',
  'PostgreSQL does not answer. Calls go on; look at its log, or run "tongdai doctor".':
    'PostgreSQL không phản hồi. Cuộc gọi vẫn tiếp tục; xem nhật ký của nó, hoặc chạy “tongdai doctor”.',
  'Redis does not answer. Look at its log, or run "tongdai doctor".':
    'Redis không phản hồi. Xem nhật ký của nó, hoặc chạy “tongdai doctor”.',
}

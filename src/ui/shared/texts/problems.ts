// What the API refuses, by its code, as people read it; other codes are told in the API's own sentence.
export const problemTexts = {
  'problem.bad-table': [
    'Bảng có lỗi nên chưa ghi gì cả. Sửa các dòng được nêu rồi gửi lại.',
    'The table has mistakes, so nothing was taken. Mend the lines named, and send it again.',
  ],
  'problem.duplicate-account': [
    'Mã này đã có người dùng. Hãy chọn mã khác.',
    'This id is taken. Choose another one.',
  ],
  'problem.empty-range': [
    'Khoảng thời gian trống: “Đến” phải sau “Từ”.',
    'The time ends before it begins: “to” must be later than “from”.',
  ],
  'problem.findings': [
    'Cấu hình có lỗi nên chưa phát hành. Sửa các dòng được nêu.',
    'The configuration has errors, so it was not published. Mend the lines named.',
  ],
  'problem.forbidden': [
    'Vai trò của bạn không được làm việc này. Hãy nhờ quản trị viên.',
    'Your role may not do this. Ask an administrator for it.',
  ],
  'problem.internal': [
    'Máy chủ gặp lỗi, đã ghi vào nhật ký. Hãy thử lại; nếu vẫn vậy, báo quản trị viên.',
    'Something went wrong on the server and has been logged. Try again, or tell an administrator.',
  ],
  'problem.invalid-request': [
    'Yêu cầu có chỗ chưa đúng. Kiểm tra lại những gì đã nhập hoặc địa chỉ trang.',
    'Something in the request is not right. Check what you entered, or the page’s address.',
  ],
  'problem.last-admin': [
    'Đây là quản trị viên cuối cùng còn đăng nhập được. Hãy cho người khác làm quản trị viên trước.',
    'This is the last admin who can log in. Make somebody else an admin first.',
  ],
  'problem.link-over': [
    'Liên kết đã hết hạn. Hãy xin người gửi một liên kết mới.',
    'This link has expired. Ask who gave it to you for a new one.',
  ],
  'problem.no-such-cdr': [
    'Không có cuộc gọi này, hoặc cuộc gọi chưa được ghi xong.',
    'There is no record of this conversation (yet).',
  ],
  'problem.no-such-person': ['Không có người này.', 'There is nobody with this id.'],
  'problem.no-such-recording': ['Không có ghi âm này.', 'There is no such recording.'],
  'problem.no-such-report': ['Không có báo cáo này.', 'There is no such report.'],
  'problem.no-such-time': [
    'Ngày hoặc giờ này không tồn tại. Hãy chọn lại.',
    'This day or time does not exist. Choose another one.',
  ],
  'problem.no-such-timezone': ['Múi giờ này không tồn tại.', 'This time zone does not exist.'],
  'problem.no-such-version': [
    'Không có phiên bản này, hoặc các tệp của nó không còn được giữ.',
    'There is no such version, or its files were not kept.',
  ],
  'problem.password-too-easy': [
    'Mật khẩu này quá dễ đoán. Dùng ít nhất 10 ký tự, không phải tên của bạn hay một từ phổ biến.',
    'This password is too easy to guess. Use at least 10 characters, not your name and not a common word.',
  ],
  'problem.phone-taken': [
    'Máy điện thoại này đã có người dùng. Hãy chọn tên máy khác.',
    'This phone belongs to somebody else. Choose another one.',
  ],
  'problem.recording-erased': [
    'Ghi âm này đã hết thời hạn lưu và đã được xóa.',
    'This recording was kept as long as it may be, then erased.',
  ],
  'problem.recording-lost': ['Ghi âm này không lưu được.', 'This recording could not be kept.'],
  'problem.recording-not-here-yet': [
    'Ghi âm đang được lấy về. Hãy thử lại sau giây lát.',
    'This recording is still being fetched. Try again in a moment.',
  ],
  'problem.unknown-queue': ['Không có hàng đợi này.', 'There is no such queue.'],
  'problem.wrong-password': ['Mật khẩu hiện tại không đúng.', 'Your present password is another one.'],
  'problem.switchboard-away': [
    'Bộ chuyển mạch không phản hồi. Hãy thử lại sau giây lát.',
    'The switchboard does not answer. Try again in a moment.',
  ],
  'problem.database-away': [
    'Cơ sở dữ liệu không phản hồi. Hãy thử lại sau giây lát.',
    'The database does not answer. Try again in a moment.',
  ],
  'problem.redis-away': [
    'Hệ thống đang khởi động lại một phần. Hãy thử lại sau giây lát.',
    'A part of the system is restarting. Try again in a moment.',
  ],
  'problem.not-now': [
    'Lúc này chưa làm được: cuộc gọi đang chuyển bước. Hãy thử lại.',
    'This cannot be done at this moment of the call. Try again.',
  ],
  'problem.no-such-call': ['Cuộc gọi này đã kết thúc.', 'This call is over.'],
  'problem.too-many-wrong-passwords': [
    'Bạn đã nhập sai quá nhiều lần. Hãy đợi một phút rồi thử lại.',
    'Too many wrong passwords. Wait a minute, then try again.',
  ],
} as const

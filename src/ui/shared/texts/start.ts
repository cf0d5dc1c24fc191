// The first-run page: from nothing to the first call.
export const startTexts = {
  'start.title': ['Đến cuộc gọi đầu tiên', 'To the first call'],
  'start.lead': [
    'Ba bước, khoảng năm phút. Trang này tự nhận ra khi mỗi bước đã xong.',
    'Three steps, about five minutes. This page notices by itself when a step is done.',
  ],
  'start.phone': ['Đăng ký hai máy điện thoại', 'Register two phones'],
  'start.phone-text': [
    'Một máy cho điện thoại viên, một máy để gọi thử. Dùng điện thoại IP hoặc ứng dụng softphone bất kỳ.',
    'One for an agent, one to call in with. Any IP phone or softphone app will do.',
  ],
  'start.server': ['Máy chủ SIP', 'SIP server'],
  'start.user': ['Tài khoản', 'User'],
  'start.password': ['Mật khẩu', 'Password'],
  'start.password-hint': [
    'In ra ở lần khởi động đầu tiên, hoặc tạo mới ở đây.',
    'Printed at the first start, or make a new one here.',
  ],
  'start.new-password': ['Tạo mật khẩu mới', 'Make a new password'],
  'start.caller': ['Máy gọi thử', 'Phone to call in with'],
  'start.registered': ['Đã đăng ký: {{names}}', 'Registered: {{names}}'],
  'start.waiting-phone': [
    'Đang chờ máy của điện thoại viên đăng ký…',
    'Waiting for an agent’s phone to register…',
  ],
  'start.ready': ['Cho điện thoại viên sẵn sàng', 'Make the agent ready'],
  'start.ready-text': [
    'Cuộc gọi chỉ đến người đang sẵn sàng. Chọn một người có máy đã đăng ký.',
    'Calls reach only those who are ready. Choose somebody whose phone is registered.',
  ],
  'start.waiting-ready': ['Chưa có ai sẵn sàng.', 'Nobody is ready yet.'],
  'start.is-ready': ['Sẵn sàng: {{names}}', 'Ready: {{names}}'],
  'start.dial': ['Gọi thử', 'Make the call'],
  'start.dial-text': [
    'Từ máy gọi thử, quay một trong các số sau rồi bấm phím theo lời mời.',
    'From the other phone dial one of these numbers and press the keys you are told.',
  ],
  'start.waiting-call': ['Đang chờ cuộc gọi đầu tiên…', 'Waiting for the first call…'],
  'start.call-here': ['Có cuộc gọi: {{phase}}', 'A call is here: {{phase}}'],
  'start.done': ['Cuộc gọi đầu tiên đã thành công!', 'The first call is done!'],
  'start.done-text': [
    'Tổng đài đã chạy. Xem lại cuộc gọi đó, hoặc mở sàn trực tiếp.',
    'Your call center works. Look at that call, or open the live floor.',
  ],
  'start.see-call': ['Xem cuộc gọi', 'See the call'],
  'start.see-floor': ['Mở sàn trực tiếp', 'Open the floor'],
  'start.echo': ['thử tiếng: bạn nghe lại chính mình', 'echo test: you hear yourself'],
} as const

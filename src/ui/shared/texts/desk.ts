// An agent's own desk.
export const deskTexts = {
  'desk.title': ['Bàn của tôi', 'My desk'],
  'desk.none': ['Tài khoản này chưa có bàn trực', 'This account has no desk'],
  'desk.none-hint': [
    'Nhờ quản trị viên gán máy điện thoại và hàng đợi cho bạn ở trang Nhân sự.',
    'Ask an administrator to give you a phone and queues on the People page.',
  ],
  'desk.be-ready': ['Sẵn sàng', 'Ready'],
  'desk.take-break': ['Tạm nghỉ', 'Take a break'],
  'desk.reason': ['Lý do', 'Reason'],
  'desk.break-later': [
    'Bạn sẽ nghỉ sau cuộc gọi này: {{reason}}',
    'Your break begins after this call: {{reason}}',
  ],
  'desk.break-now': ['Tạm nghỉ: {{reason}}', 'On a break: {{reason}}'],
  'desk.phone-away': [
    'Máy “{{phone}}” chưa đăng ký, nên không có cuộc gọi nào đến được. Kiểm tra nguồn điện và mạng của máy.',
    'Phone “{{phone}}” is not registered, so no call can reach you. Check its power and network.',
  ],
  'desk.phone-here': ['Máy “{{phone}}” đã đăng ký', 'Phone “{{phone}}” is registered'],
  'desk.calling': ['Đang gọi cho bạn', 'Calling you now'],
  'desk.with': ['Bạn đang nói với', 'You are talking to'],
  'desk.nobody': ['Chưa có ai gọi', 'Nobody is calling'],
  'desk.nobody-ready': [
    'Cuộc gọi tiếp theo sẽ đổ chuông ở máy của bạn.',
    'The next call will ring your phone.',
  ],
  'desk.nobody-paused': ['Bấm “Sẵn sàng” khi bạn quay lại.', 'Press “Ready” when you are back.'],
  'desk.pick-up': ['Nhấc máy điện thoại để trả lời.', 'Pick up your phone to answer.'],
  'desk.my-queues': ['Hàng đợi của tôi', 'My queues'],
  'desk.my-calls': ['Cuộc gọi hôm nay của tôi', 'My calls today'],
  'desk.no-calls': ['Hôm nay bạn chưa có cuộc gọi nào', 'You have had no calls today'],
  'desk.waiting': ['{{count}} khách đang chờ', '{{count}} waiting'],
} as const

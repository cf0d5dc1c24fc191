// What the YAML parser says of the usual slips, in Vietnamese; it says the rest in English.
import type { Tongue } from '../told.ts'

export const YAML_IN_VIETNAMESE: Tongue = {
  'Missing closing "quote.': 'thiếu dấu ngoặc kép đóng.',
  "Missing closing 'quote.": 'thiếu dấu nháy đơn đóng.',
  'All sequence items must start at the same column.': 'các mục của danh sách phải thẳng cột với nhau.',
  'All mapping items must start at the same column.': 'các thiết lập của một nhóm phải thẳng cột với nhau.',
  'Implicit keys need to be on a single line.': 'khóa phải nằm trên một dòng.',
  'Implicit keys of flow sequence pairs need to be on a single line.': 'khóa phải nằm trên một dòng.',
  'Implicit map keys need to be followed by map values.': 'sau khóa phải có dấu hai chấm và giá trị.',
  'Nested mappings are not allowed in compact mappings.':
    'trên một dòng không viết được hai cặp tên: giá trị.',
  'Nested mappings are not allowed in flow collections.': 'trong ngoặc không xuống dòng thụt vào được.',
  'Map keys must be unique.': 'khóa bị lặp.',
  'Tabs are not allowed as indentation.': 'không được thụt đầu dòng bằng tab.',
  'Sequence item without - indicator.': 'mục của danh sách thiếu dấu "-".',
  'Block collections are not allowed within flow collections.':
    'trong ngoặc không viết được danh sách hay nhóm nhiều dòng.',
  'Comments must be separated from other tokens by white space characters.':
    'trước chú thích # phải có dấu cách.',
  'Flow sequence in block collection must be sufficiently indented and end with a ].':
    'danh sách trong ngoặc vuông phải thụt vào và kết thúc bằng ].',
  'Flow map in block collection must be sufficiently indented and end with a }.':
    'nhóm trong ngoặc nhọn phải thụt vào và kết thúc bằng }.',
  'Missing , between flow sequence items.': 'thiếu dấu phẩy giữa các mục trong ngoặc vuông.',
  'Missing , between flow map items.': 'thiếu dấu phẩy giữa các mục trong ngoặc nhọn.',
  'Missing , or : between flow map items.': 'thiếu dấu phẩy hoặc dấu hai chấm giữa các mục trong ngoặc nhọn.',
  'Missing space after : in flow map.': 'sau dấu hai chấm phải có dấu cách.',
  'Unexpected flow-map-end token in YAML stream: "}".': 'thừa dấu }.',
  'Source contains multiple documents; please use YAML.parseAllDocuments().':
    'tệp chứa nhiều tài liệu (---); chỉ được một.',
}

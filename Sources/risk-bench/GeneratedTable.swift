import Foundation

/// A made-up vendor file of twelve columns: same size asked for, same bytes.
///
/// A fifth of the names is quoted, half of those for a comma and half for doubled quotes; three in a
/// hundred addresses hold a CRLF; one name in twenty is not ASCII. Lines end with CRLF.
struct GeneratedTable {
  static let columns = [
    "vendor_id", "name", "country", "address", "city", "postal_code", "website", "registration",
    "sector", "contact", "updated_on", "remark",
  ]

  let path: String
  let megabytes: Int

  /// Writes the file.
  func write() throws {
    try Data().write(to: URL(fileURLWithPath: path))
    let file = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
    var random = SplitMix(state: 7)
    var text = Self.columns.joined(separator: ",") + "\r\n"
    var size = 0
    var number = 0
    while size + text.utf8.count < megabytes * 1_000_000 {
      appendRow(number, to: &text, &random)
      number += 1
      if text.utf8.count > 1 << 20 {
        size += text.utf8.count
        try file.write(contentsOf: Data(text.utf8))
        text.removeAll(keepingCapacity: true)
      }
    }
    try file.write(contentsOf: Data(text.utf8))
    try file.close()
  }

  private static let words = [
    "North", "Global", "Pacific", "Devices", "Systems", "Data", "Mobile", "Cloud", "Analytics",
    "Partners", "Networks", "Harbour", "Health", "Signal", "Vector", "Prime",
  ]

  private func appendRow(_ number: Int, to text: inout String, _ random: inout SplitMix) {
    let word = random.pick(Self.words)
    var base = word
    for _ in 0..<random.below(3) { base += " " + random.pick(Self.words) }
    text += "V\(10_000_000 + number),"
    switch random.below(100) {
    case 0..<10: text += "\"\(base), \(random.pick(["Inc.", "Ltd.", "GmbH"]))\","
    case 10..<20: text += "\"\(base) \"\"\(random.pick(Self.words))\"\" LLC\","
    case 20..<25: text += "\(random.pick(["Société", "Łódź", "深圳"])) \(base),"
    default: text += "\(base),"
    }
    text += "\(random.pick(["US", "DE", "CN", "France", ""])),"
    if random.below(100) < 3 {
      text += "\"Building \(random.below(99))\r\n\(random.pick(Self.words)) Street\","
    } else {
      text += "\(1 + random.below(9999)) \(random.pick(Self.words)) Street,"
    }
    text += "\(random.pick(["Berlin", "Austin", "Lyon", "Kyiv"])),\(10_000 + random.below(90_000)),"
    text += "https://\(word).example,\(10_000_000 + random.below(90_000_000)),"
    text += "\(random.pick(["software", "hardware", "telecom", "health"])),"
    text += "info\(number % 1000)@example.com,2018-0\(1 + random.below(9))-1\(random.below(10)),"
    text += "\(random.pick(["", "", "checked", "see file"]))\r\n"
  }
}

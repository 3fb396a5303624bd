import RecordIO
import RiskCore

/// An object of a stored document, whose members are read by name.
///
/// Every reader throws a ``DocumentError`` with the member's name as its place.
struct DocumentObject {
  private let members: [JSONMember]

  init(_ value: JSONValue) throws(DocumentError) {
    guard case .object(let members) = value else {
      throw DocumentError("found something else, expected an object")
    }
    self.members = members
  }

  /// The value of a member; nil when it is missing or null.
  subscript(key: String) -> JSONValue? {
    for member in members where member.key == key {
      return member.value == .null ? nil : member.value
    }
    return nil
  }

  // MARK: Values

  func optionalText(_ key: String) throws(DocumentError) -> String? {
    guard let value = self[key] else { return nil }
    guard case .string(let text) = value else { throw wrong(key, "text") }
    return text
  }

  func text(_ key: String) throws(DocumentError) -> String {
    guard let text = try optionalText(key) else { throw missing(key) }
    return text
  }

  /// Returns the text of a member; empty when it is missing.
  func textOrEmpty(_ key: String) throws(DocumentError) -> String {
    try optionalText(key) ?? ""
  }

  func optionalInteger(_ key: String) throws(DocumentError) -> Int? {
    guard let value = self[key] else { return nil }
    guard let integer = value.integer else { throw wrong(key, "a whole number") }
    return integer
  }

  func integer(_ key: String) throws(DocumentError) -> Int {
    guard let value = try optionalInteger(key) else { throw missing(key) }
    return value
  }

  func optionalNumber(_ key: String) throws(DocumentError) -> Double? {
    guard let value = self[key] else { return nil }
    guard case .number(let digits) = value, let number = Double(digits), number.isFinite else {
      throw wrong(key, "a number")
    }
    return number
  }

  func number(_ key: String) throws(DocumentError) -> Double {
    guard let value = try optionalNumber(key) else { throw missing(key) }
    return value
  }

  func boolean(_ key: String) throws(DocumentError) -> Bool {
    guard let value = self[key] else { throw missing(key) }
    guard case .bool(let truth) = value else { throw wrong(key, "true or false") }
    return truth
  }

  func optionalDate(_ key: String) throws(DocumentError) -> CivilDate? {
    guard let text = try optionalText(key) else { return nil }
    guard let date = CivilDate(text) else { throw wrong(key, "a date, YYYY-MM-DD") }
    return date
  }

  func date(_ key: String) throws(DocumentError) -> CivilDate {
    guard let date = try optionalDate(key) else { throw missing(key) }
    return date
  }

  /// Returns the case of an enumeration that a member names.
  func optionalToken<Token: RawRepresentable>(
    _ key: String, _: Token.Type = Token.self
  ) throws(DocumentError) -> Token? where Token.RawValue == String {
    guard let text = try optionalText(key) else { return nil }
    guard let token = Token(rawValue: text) else {
      throw wrong(key, "a word that this program knows")
    }
    return token
  }

  func token<Token: RawRepresentable>(
    _ key: String, _: Token.Type = Token.self
  ) throws(DocumentError) -> Token where Token.RawValue == String {
    guard let token: Token = try optionalToken(key) else { throw missing(key) }
    return token
  }

  // MARK: Parts

  /// Reads each object of an array; empty when the member is missing.
  func records<Record>(
    _ key: String, _ read: (DocumentObject) throws(DocumentError) -> Record
  ) throws(DocumentError) -> [Record] {
    guard let value = self[key] else { return [] }
    guard case .array(let elements) = value else { throw wrong(key, "an array") }
    var records: [Record] = []
    records.reserveCapacity(elements.count)
    for (index, element) in elements.enumerated() {
      do {
        records.append(try read(DocumentObject(element)))
      } catch {
        throw error.within("\(key)[\(index)]")
      }
    }
    return records
  }

  /// Returns the texts of an array; empty when the member is missing.
  func texts(_ key: String) throws(DocumentError) -> [String] {
    guard let value = self[key] else { return [] }
    guard case .array(let elements) = value else { throw wrong(key, "an array") }
    var texts: [String] = []
    for element in elements {
      guard case .string(let text) = element else { throw wrong(key, "an array of texts") }
      texts.append(text)
    }
    return texts
  }

  /// Reads the object of a member.
  func object<Value>(
    _ key: String, _ read: (DocumentObject) throws(DocumentError) -> Value
  ) throws(DocumentError) -> Value {
    guard let value = self[key] else { throw missing(key) }
    do {
      return try read(DocumentObject(value))
    } catch {
      throw error.within(key)
    }
  }

  // MARK: Errors

  func wrong(_ key: String, _ expected: String) -> DocumentError {
    DocumentError("found something else, expected \(expected)", at: key)
  }

  private func missing(_ key: String) -> DocumentError {
    DocumentError("there is no such member", at: key)
  }
}

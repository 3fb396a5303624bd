import Foundation
import RecordIO
import RiskCore

/// The canonical form of a policy, which a run stores and hashes.
///
/// Two policy files with the same values have the same document, whatever their comments, order of
/// keys or way to write a number.
public struct PolicyDocument: Sendable {
  /// The policy as one line of JSON with sorted keys.
  public let json: String
  /// The SHA-256 of the JSON's UTF-8 bytes, in lower-case hexadecimal digits.
  public let sha256: String

  /// Creates the document of a policy.
  ///
  /// - Throws: `EncodingError` when a value is not finite, which no decoded policy holds.
  public init(_ policy: Policy) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let bytes = [UInt8](try encoder.encode(policy))
    json = String(decoding: bytes, as: UTF8.self)
    sha256 = ContentHash.sha256(bytes)
  }
}

extension Policy {
  /// Reads a policy from the document that a run stored, whatever version of the program wrote it.
  ///
  /// - Throws: `DecodingError` when the document is no policy.
  public init(storedJSON json: String) throws {
    self = try JSONDecoder().decode(Policy.self, from: Data(json.utf8))
  }
}

// An index as bytes, so that lists that have not changed are not indexed again every night.
//
// The bytes are those of this machine and this program: whoever keeps them names them after
// `NameIndex.fingerprint` and the names. What is damaged is not used: a checksum covers every byte.

extension NameIndex {
  /// Changes with whatever decides what an index of the same names holds.
  public static let fingerprint: String = {
    var hash = StableHash()
    hash.add(NameNormalizer.fingerprint)
    hash.add("index 1")
    hash.add("\(MemoryLayout<NameWord>.stride) \(MemoryLayout<JoinedWord>.stride)")
    return hash.hexadecimal
  }()

  private static let mark: [UInt8] = Array("vendor-risk names\n".utf8)

  /// Returns the index as bytes.
  ///
  /// - Complexity: O(*n*).
  public func encoded() -> [UInt8] {
    var bytes = Self.mark
    bytes += Array(Self.fingerprint.utf8)
    Self.append(vocabulary.words, to: &bytes)
    Self.append(vocabulary.latin, to: &bytes)
    Self.append(vocabulary.sounds, to: &bytes)
    Self.append(nameStarts, to: &bytes)
    Self.append(nameWords, to: &bytes)
    Self.append(nameForms, to: &bytes)
    Self.append(joinStarts, to: &bytes)
    Self.append(nameJoins, to: &bytes)
    Self.append(spellings.stored, to: &bytes)
    let sum = Self.checksum(of: bytes[...])
    withUnsafeBytes(of: sum) { bytes += $0 }
    return bytes
  }

  /// Creates an index out of ``encoded()``; nil when the bytes are of another program, cut short or
  /// damaged.
  ///
  /// - Complexity: O(*n*), a tenth of the time that indexing the names takes.
  public init?(encoded bytes: [UInt8]) {
    let head = Self.mark + Array(Self.fingerprint.utf8)
    guard bytes.count > head.count + 8, bytes.starts(with: head) else { return nil }
    let body = bytes[..<(bytes.count - 8)]
    let sum = bytes.withUnsafeBytes {
      $0.loadUnaligned(fromByteOffset: bytes.count - 8, as: UInt64.self)
    }
    guard Self.checksum(of: body) == sum else { return nil }
    var place = head.count
    var vocabulary = NormalizedName()
    guard let words: [NameWord] = Self.take(body, &place),
      let latin: [UInt8] = Self.take(body, &place),
      let sounds: [UInt8] = Self.take(body, &place),
      let nameStarts: [UInt32] = Self.take(body, &place),
      let nameWords: [UInt32] = Self.take(body, &place),
      let nameForms: [UInt16] = Self.take(body, &place),
      let joinStarts: [UInt32] = Self.take(body, &place),
      let nameJoins: [JoinedWord] = Self.take(body, &place),
      let spellings: [UInt64] = Self.take(body, &place), place == body.endIndex
    else { return nil }
    vocabulary.words = words
    vocabulary.latin = latin
    vocabulary.sounds = sounds
    self.init(
      vocabulary: vocabulary, nameStarts: nameStarts, nameWords: nameWords, nameForms: nameForms,
      joinStarts: joinStarts, nameJoins: nameJoins, spellings: spellings)
  }

  private static func append<Element: BitwiseCopyable>(
    _ elements: [Element], to bytes: inout [UInt8]
  ) {
    withUnsafeBytes(of: UInt64(elements.count)) { bytes += $0 }
    elements.withUnsafeBytes { bytes += $0 }
  }

  private static func take<Element: BitwiseCopyable>(
    _ bytes: ArraySlice<UInt8>, _ place: inout Int
  ) -> [Element]? {
    guard place + 8 <= bytes.endIndex else { return nil }
    return bytes.withUnsafeBytes { raw in
      let count = Int(raw.loadUnaligned(fromByteOffset: place, as: UInt64.self))
      let (size, overflows) = count.multipliedReportingOverflow(by: MemoryLayout<Element>.stride)
      place += 8
      guard !overflows, count >= 0, size <= bytes.endIndex - place else { return nil }
      defer { place += size }
      return [Element](unsafeUninitializedCapacity: count) { buffer, used in
        // SAFETY: the elements are plain memory, and the checksum says that it is what was written.
        UnsafeMutableRawBufferPointer(buffer).copyBytes(
          from: UnsafeRawBufferPointer(rebasing: raw[place..<place + size]))
        used = count
      }
    }
  }

  /// A sum over eight bytes at a time: against damage, not against attackers.
  private static func checksum(of bytes: ArraySlice<UInt8>) -> UInt64 {
    bytes.withUnsafeBytes { raw in
      var sum: UInt64 = UInt64(raw.count)
      var place = 0
      while place + 8 <= raw.count {
        sum =
          (sum ^ raw.loadUnaligned(fromByteOffset: place, as: UInt64.self)) &* 0x9e37_79b9_7f4a_7c15
        sum ^= sum >> 29
        place += 8
      }
      while place < raw.count {
        sum = ByteHash.adding(raw[place], to: sum)
        place += 1
      }
      return sum
    }
  }
}

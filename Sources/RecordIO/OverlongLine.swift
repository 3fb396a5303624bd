/// A physical line too long to be kept, of which size, digest and beginning are.
struct OverlongLine {
  /// Where the line begins.
  let position: RecordPosition
  /// The number of bytes so far.
  private(set) var byteCount = 0
  private var head: [UInt8] = []
  private var hash = StreamingHash()
  /// Whether a carriage return was read that belongs to the line only if more of it follows.
  private var holdsReturn = false

  init(position: RecordPosition) { self.position = position }

  /// Adds a part of the line, which does not hold its line feed.
  mutating func append(_ part: UnsafeBufferPointer<UInt8>) {
    guard let last = part.last else { return }
    if holdsReturn { [ASCII.carriageReturn].withUnsafeBufferPointer { absorb($0) } }
    holdsReturn = last == ASCII.carriageReturn
    absorb(holdsReturn ? UnsafeBufferPointer(rebasing: part.dropLast()) : part)
  }

  /// The line in the form of `OriginalText`.
  var text: String {
    let sha256 = hash.hexDigest
    return head.withUnsafeBufferPointer {
      OriginalText.text(head: $0, byteCount: byteCount, sha256: sha256)
    }
  }

  private mutating func absorb(_ part: UnsafeBufferPointer<UInt8>) {
    let missing = OriginalText.maximumBytes + 1 - head.count
    if missing > 0 { head.append(contentsOf: part.prefix(missing)) }
    byteCount += part.count
    hash.update(UnsafeRawBufferPointer(part))
  }
}

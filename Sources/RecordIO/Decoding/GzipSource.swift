internal import CZlib

/// The unpacked bytes of a gzip file, also of several members one behind the other.
///
/// Size, digest and the check for changes are those of the packed file.
final class GzipSource: ByteSource {
  /// How far a file may unpack before it is taken for one made to fill memory or time.
  struct Limit {
    /// Unpacked bytes below which nothing is refused: 1 GiB.
    var bytes = 1 << 30
    /// Unpacked bytes to a packed one beyond which the file is refused. Tables of text come to 5 to
    /// 50; deflate can do 1,032.
    var ratio = 200
  }

  private let packed: any ByteSource
  private let limit: Limit
  private var stream = z_stream()
  /// The packed bytes at hand.
  private let input: UnsafeMutableRawBufferPointer
  private var inputCount = 0
  private var inputStart = 0
  private var unpackedBytes = 0
  private var isBetweenMembers = true
  private var membersRead = 0
  private var hasEnded = false

  /// Creates a source over the bytes of a gzip file.
  init(_ packed: any ByteSource, limit: Limit = Limit(), inputBytes: Int = 1 << 16) {
    self.packed = packed
    self.limit = limit
    input = UnsafeMutableRawBufferPointer.allocate(byteCount: inputBytes, alignment: 16)
    // It fails for want of memory only, and `inflate` then says so.
    _ = vr_inflate_init_gzip(&stream)
  }

  deinit {
    inflateEnd(&stream)
    input.deallocate()
  }

  var path: String { packed.path }
  var bytesRead: Int { packed.bytesRead }
  var sha256: String { packed.sha256 }
  func finish() throws(InputError) { try packed.finish() }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws(InputError) -> Int {
    guard buffer.count > 0 else { return 0 }
    while !hasEnded {
      if inputStart == inputCount {
        inputStart = 0
        inputCount = try packed.read(into: input)
        if inputCount == 0 { return try end() }
      }
      if isBetweenMembers, try !beginMember() { continue }
      let count = try inflate(into: buffer)
      if count > 0 { return count }
    }
    return 0
  }

  /// Begins the next member, unless what is at hand is padding; returns whether it did.
  private func beginMember() throws(InputError) -> Bool {
    // Tapes and some tools pad with zeros.
    while membersRead > 0, inputStart < inputCount, input[inputStart] == 0 { inputStart += 1 }
    guard inputStart < inputCount else { return false }
    guard membersRead == 0 || input[inputStart] == 0x1F else {
      throw undecodable("other bytes follow the packed ones")
    }
    inflateReset(&stream)
    isBetweenMembers = false
    return true
  }

  private func end() throws(InputError) -> Int {
    guard isBetweenMembers else { throw undecodable("it ends within the packed bytes") }
    hasEnded = true
    return 0
  }

  private func inflate(into buffer: UnsafeMutableRawBufferPointer) throws(InputError) -> Int {
    // zlib counts in 32 bits.
    let room = min(buffer.count, 1 << 30)
    stream.next_in = input.baseAddress?.advanced(by: inputStart)
      .assumingMemoryBound(to: UInt8.self)
    stream.avail_in = UInt32(inputCount - inputStart)
    stream.next_out = buffer.baseAddress?.assumingMemoryBound(to: UInt8.self)
    stream.avail_out = UInt32(room)
    let status = CZlib.inflate(&stream, Z_NO_FLUSH)
    inputStart = inputCount - Int(stream.avail_in)
    let count = room - Int(stream.avail_out)
    unpackedBytes += count
    switch status {
    case Z_STREAM_END:
      membersRead += 1
      isBetweenMembers = true
    case Z_OK, Z_BUF_ERROR: break
    default:
      let detail = stream.msg.map { String(cString: $0) } ?? "error \(status)"
      throw undecodable("the packed bytes are damaged (\(detail))")
    }
    if unpackedBytes > limit.bytes, unpackedBytes / limit.ratio > packed.bytesRead {
      throw InputError(
        path: path,
        reason: .undecodable(
          problem:
            "it unpacks to more than \(limit.ratio) times its size, \(unpackedBytes) bytes so "
            + "far, which no list does; if it is genuine, unpack it first"))
    }
    return count
  }

  private func undecodable(_ problem: String) -> InputError {
    InputError(
      path: path, reason: .undecodable(problem: "as gzip, \(problem); fetch the file again"))
  }
}

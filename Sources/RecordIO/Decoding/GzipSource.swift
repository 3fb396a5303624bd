internal import CZlib

// Why not zlib's gzread: it takes what is not gzip for plain text in the middle of a file too, and
// reads from a descriptor of its own, past the digest.

/// The unpacked bytes of a gzip file.
///
/// Members written one behind the other are read as one text, as `gzip -d` does, and zero bytes
/// behind the last are padding. Anything else behind it is an error, as are a file that ends early
/// and one whose bytes do not have the checksum they were packed with.
///
/// A small file that unpacks into a huge one is stopped: once more than `freeBytes` came out, the
/// unpacked bytes may be `maximumRatio` times those read, and no more. Memory does not grow with
/// the file.
public final class GzipSource: ByteSource {
  /// The number of unpacked bytes up to which no ratio is looked at: 1 GiB.
  ///
  /// Reading that much takes seconds, whatever it is.
  public static let defaultFreeBytes = 1 << 30
  /// The default of how many times the packed bytes the unpacked ones may be.
  ///
  /// OFAC's list of 2019 unpacks to five times its size, the United Nations' XML to ten times;
  /// blanks alone, which a file made to do harm comes near to, to a thousand times.
  public static let defaultMaximumRatio = 200

  private enum State {
    /// Within a member or before the first.
    case inMember
    /// Behind a member, with nothing known of what follows.
    case behindMember
    /// Among zero bytes behind the last member.
    case inPadding
    case atEnd
  }

  private let source: any ByteSource
  private let freeBytes: Int
  private let maximumRatio: Int
  private let stream: UnsafeMutablePointer<z_stream>
  private let input = UnsafeMutableRawBufferPointer.allocate(byteCount: 128 << 10, alignment: 16)
  private var state = State.inMember
  private var memberCount = 0
  private var packedBytes = 0
  private var unpackedBytes = 0
  private var failure: InputError?

  /// Unpacks `source`, which nobody else may read from then on.
  ///
  /// - Parameters:
  ///   - source: The packed bytes, from the first on.
  ///   - freeBytes: The number of unpacked bytes up to which no ratio is looked at.
  ///   - maximumRatio: How many times the packed bytes read so far the unpacked ones may be; at
  ///     least 1.
  /// - Throws: `InputError` when there is no memory for unpacking.
  public init(
    _ source: any ByteSource, freeBytes: Int = defaultFreeBytes,
    maximumRatio: Int = defaultMaximumRatio
  ) throws(InputError) {
    precondition(freeBytes >= 0 && maximumRatio > 0, "the limits of unpacking must be positive")
    self.source = source
    self.freeBytes = freeBytes
    self.maximumRatio = maximumRatio
    stream = .allocate(capacity: 1)
    // SAFETY: zlib keeps the address of the stream, which stays until `deinit`.
    stream.initialize(to: z_stream())
    guard vr_inflate_init_gzip(stream) == Z_OK else {
      throw InputError(
        path: source.path,
        reason: .undecodable(problem: "zlib cannot be set up; check the memory that is left"))
    }
  }

  deinit {
    inflateEnd(stream)
    stream.deallocate()
    input.deallocate()
  }

  /// The path of the packed file.
  public var path: String { source.path }
  /// The number of packed bytes read so far.
  public var bytesRead: Int { source.bytesRead }
  /// The digest of the packed bytes read so far.
  public var sha256: String { source.sha256 }

  /// Unpacks up to `buffer.count` bytes and returns their number; 0 only at the end.
  ///
  /// - Throws: `InputError` with the reason `undecodable`, or from the source; then again at each
  ///   further call.
  public func read(into buffer: UnsafeMutableRawBufferPointer) throws(InputError) -> Int {
    if let failure { throw failure }
    do throws(InputError) {
      return try unpack(into: buffer)
    } catch {
      failure = error
      throw error
    }
  }

  /// Checks the packed file.
  ///
  /// - Throws: `InputError` from the source.
  public func finish() throws(InputError) { try source.finish() }

  private func unpack(into buffer: UnsafeMutableRawBufferPointer) throws(InputError) -> Int {
    guard let target = buffer.baseAddress, !buffer.isEmpty else { return 0 }
    // zlib counts in 32 bits.
    let room = min(buffer.count, 1 << 30)
    while true {
      switch state {
      case .atEnd:
        return 0
      case .behindMember, .inPadding:
        try lookBehindMember()
      case .inMember:
        // SAFETY: zlib writes at most `room` bytes, which `buffer` has; it reads at most
        // `avail_in` bytes, which `refill` put there.
        stream.pointee.next_out = target.assumingMemoryBound(to: UInt8.self)
        stream.pointee.avail_out = UInt32(room)
        let code = inflate(stream, Z_NO_FLUSH)
        let count = room - Int(stream.pointee.avail_out)
        unpackedBytes += count
        switch code {
        case Z_STREAM_END:
          state = .behindMember
          memberCount += 1
        case Z_OK, Z_BUF_ERROR:
          if count == 0, stream.pointee.avail_in == 0, try !refill() {
            throw undecodable(
              "the gzip archive ends after \(packedBytes) bytes in the middle of its data; fetch "
                + "the file again")
          }
        default:
          throw damaged(code)
        }
        if unpackedBytes > freeBytes, unpackedBytes / maximumRatio >= packedBytes {
          throw undecodable(
            "\(packedBytes) bytes of gzip unpack to more than \(maximumRatio) times as many "
              + "(\(unpackedBytes) so far), as an archive made to do harm does; if it is genuine, "
              + "unpack it first")
        }
        if count > 0 { return count }
      }
    }
  }

  /// Decides, behind a member, whether another one, padding or the end follows.
  private func lookBehindMember() throws(InputError) {
    if stream.pointee.avail_in == 0, try !refill() {
      state = .atEnd
      return
    }
    guard let next = stream.pointee.next_in else { return }
    let first = next.pointee
    if first == 0 {
      state = .inPadding
      stream.pointee.next_in = next + 1
      stream.pointee.avail_in -= 1
    } else if first == 0x1F, state == .behindMember {
      inflateReset(stream)
      state = .inMember
    } else {
      throw trailingBytes
    }
  }

  /// Reads on; returns false at the end of the packed bytes.
  private func refill() throws(InputError) -> Bool {
    let count = try source.read(into: input)
    packedBytes += count
    stream.pointee.next_in = input.baseAddress?.assumingMemoryBound(to: UInt8.self)
    stream.pointee.avail_in = UInt32(count)
    return count > 0
  }

  private func damaged(_ code: Int32) -> InputError {
    if code == Z_MEM_ERROR {
      return undecodable("zlib ran out of memory; check the memory that is left")
    }
    let words = stream.pointee.msg.map { String(cString: $0) } ?? "error \(code)"
    if words == "incorrect header check" {
      return memberCount == 0
        ? undecodable("the file does not begin as gzip does; check what it is") : trailingBytes
    }
    return undecodable(
      "the gzip archive is damaged (\(words)), \(unpackedBytes) bytes into the unpacked text; "
        + "fetch the file again")
  }

  private var trailingBytes: InputError {
    undecodable(
      "bytes that are no gzip stand behind the end of the gzip archive; fetch the file again, or "
        + "cut them off")
  }

  private func undecodable(_ problem: String) -> InputError {
    InputError(path: path, reason: .undecodable(problem: problem))
  }
}

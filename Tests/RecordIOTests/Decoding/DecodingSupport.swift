import Foundation
import RecordIO
import _TestSupport

/// Bytes in memory as a file, handed out a few at a time, as from a pipe.
final class PieceSource: ByteSource {
  let path = "memory.bin"
  private let bytes: [UInt8]
  private let pieceBytes: Int
  private(set) var bytesRead = 0
  private(set) var wasFinished = false

  init(_ bytes: [UInt8], pieceBytes: Int = .max) {
    self.bytes = bytes
    self.pieceBytes = pieceBytes
  }

  var sha256: String { ContentHash.sha256(Array(bytes[..<bytesRead])) }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws(InputError) -> Int {
    let count = min(buffer.count, bytes.count - bytesRead, pieceBytes)
    buffer.copyBytes(from: bytes[bytesRead..<bytesRead + count])
    bytesRead += count
    return count
  }

  func finish() throws(InputError) { wasFinished = true }
}

/// Returns everything `source` gives, asked for `count` bytes at a time.
func contents(of source: any ByteSource, by count: Int = 1 << 16) throws -> [UInt8] {
  let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: count, alignment: 16)
  defer { buffer.deallocate() }
  var result: [UInt8] = []
  while true {
    let read = try source.read(into: buffer)
    if read == 0 { break }
    result += buffer[..<read]
  }
  try source.finish()
  return result
}

/// Returns the problem of an `InputError` about bytes that cannot be decoded, or nil.
func problem(_ body: () throws -> Void) -> String? {
  do {
    try body()
  } catch let error as InputError {
    if case .undecodable(let problem) = error.reason { return problem }
  } catch {}
  return nil
}

/// Gzip made by hand, uncompressed, so that tests need no tool.
enum StoredGzip {
  /// Returns `bytes` as one member of blocks of `blockBytes`.
  static func member(_ bytes: [UInt8], blockBytes: Int = 0xFFFF) -> [UInt8] {
    var result: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3]
    var start = 0
    repeat {
      let end = min(start + blockBytes, bytes.count)
      let count = UInt16(end - start)
      result.append(end == bytes.count ? 1 : 0)
      result += [UInt8(count & 0xFF), UInt8(count >> 8), UInt8(~count & 0xFF), UInt8(~count >> 8)]
      result += bytes[start..<end]
      start = end
    } while start < bytes.count
    for word in [checksum(of: bytes), UInt32(truncatingIfNeeded: bytes.count)] {
      for shift in stride(from: 0, through: 24, by: 8) {
        result.append(UInt8(truncatingIfNeeded: word >> UInt32(shift)))
      }
    }
    return result
  }

  private static func checksum(of bytes: [UInt8]) -> UInt32 {
    var sum: UInt32 = 0xFFFF_FFFF
    for byte in bytes {
      sum ^= UInt32(byte)
      for _ in 0..<8 { sum = sum >> 1 ^ (sum & 1 == 1 ? 0xEDB8_8320 : 0) }
    }
    return ~sum
  }
}

/// The gzip of the system, as a reference.
enum GzipTool {
  static let path = "/usr/bin/gzip"
  static var isInstalled: Bool { FileManager.default.isExecutableFile(atPath: path) }

  /// Returns the packed form of the file at `file`.
  static func packed(_ file: String, level: Int) throws -> [UInt8] {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: path)
    process.arguments = ["-\(level)", "-c", file]
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let data = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return Array(data)
  }
}

/// Files of the data folder beside the repository, which is no part of it.
enum SharedData {
  /// Returns the path of a file there.
  static func path(_ relative: String) -> String { Repository.path("../shared/data/" + relative) }

  /// Returns whether a file is there.
  static func has(_ relative: String) -> Bool {
    FileManager.default.fileExists(atPath: path(relative))
  }
}

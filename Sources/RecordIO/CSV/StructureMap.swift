/// Where the bytes of a window stand that give a CSV file its structure: a bit for each byte.
///
/// Made once for each window, 64 bytes at a time and without a branch for each of them, so that
/// finding the end of a field costs a shift and a count of zero bits instead of a look at each of
/// its bytes. What the bits mean (a quote in the middle of text, a delimiter within quotes) is
/// `RecordScanner`'s business.
final class StructureMap {
  private let delimiter: UInt8
  private let quote: UInt8
  /// Words for each of the maps, and the two maps of bytes one behind the other.
  private var capacity = 0
  private var words: UnsafeMutablePointer<UInt64>?
  private var byteCount = 0
  /// The number of delimiters and line feeds, within quotes or not.
  private(set) var stopCount = 0

  init(dialect: CSVDialect) {
    delimiter = dialect.delimiter
    quote = dialect.quote
  }

  deinit { words?.deallocate() }

  /// What was found, for as long as the map lives and is not made anew.
  var view: View {
    // SAFETY: `update` has found room for `capacity` words of each map.
    let words = UnsafePointer(words.unsafelyUnwrapped)
    return View(
      stops: words, quotes: words + capacity, unusualBlocks: words + 2 * capacity,
      byteCount: byteCount)
  }

  /// The maps, without reference counting.
  struct View {
    /// Delimiters and line feeds; a bit behind the last byte is always set.
    fileprivate let stops: UnsafePointer<UInt64>
    /// Quotes; a bit behind the last byte is always set.
    fileprivate let quotes: UnsafePointer<UInt64>
    /// Blocks of 64 bytes in which one is NUL or not ASCII.
    fileprivate let unusualBlocks: UnsafePointer<UInt64>
    fileprivate let byteCount: Int

    /// Returns the index of the first delimiter or line feed at or after `start`, or of the end.
    @inline(__always)
    func firstStop(from start: Int) -> Int { Self.firstBit(in: stops, from: start, byteCount) }

    /// Returns the index of the first quote at or after `start`, or of the end.
    @inline(__always)
    func firstQuote(from start: Int) -> Int { Self.firstBit(in: quotes, from: start, byteCount) }

    /// Returns the delimiters and line feeds from `start` on, one after the other.
    @inline(__always)
    func stops(from start: Int) -> Stops { Stops(self, from: start) }

    /// Delimiters and line feeds, kept as the bits of one word as long as there are some in it.
    struct Stops {
      private let map: UnsafePointer<UInt64>
      private var word: Int
      private var bits: UInt64

      @inline(__always)
      fileprivate init(_ view: View, from start: Int) {
        precondition(start >= 0 && start <= view.byteCount)
        map = view.stops
        word = start >> 6
        bits = map[word] & (~0 &<< UInt64(truncatingIfNeeded: start & 63))
      }

      /// Returns the index of the next delimiter or line feed, or of the end.
      ///
      /// - Precondition: It has not returned the end.
      @inline(__always)
      mutating func next() -> Int {
        // SAFETY: the bit behind the last byte ends the search, and the caller stops there.
        while bits == 0 {
          word &+= 1
          bits = map[word]
        }
        let index = word &<< 6 &+ bits.trailingZeroBitCount
        bits &= bits &- 1
        return index
      }
    }

    /// Returns false only when all bytes in `range` are ASCII and none is NUL.
    @inline(__always)
    func mayHoldUnusualBytes(in range: Range<Int>) -> Bool {
      precondition(range.lowerBound >= 0 && range.upperBound <= byteCount)
      guard !range.isEmpty else { return false }
      let (first, last) = (range.lowerBound >> 6, (range.upperBound - 1) >> 6)
      var word = first >> 6
      // SAFETY: the map has a bit for each block up to the one of the last byte.
      var bits = unusualBlocks[word] & (~0 &<< UInt64(truncatingIfNeeded: first & 63))
      while word < last >> 6 {
        if bits != 0 { return true }
        word += 1
        bits = unusualBlocks[word]
      }
      return bits & (~0 &>> UInt64(truncatingIfNeeded: 63 - last & 63)) != 0
    }

    @inline(__always)
    private static func firstBit(
      in map: UnsafePointer<UInt64>, from start: Int, _ byteCount: Int
    ) -> Int {
      precondition(start >= 0 && start <= byteCount)
      // SAFETY: the bit behind the last byte ends the search.
      var word = start >> 6
      var bits = map[word] &>> UInt64(truncatingIfNeeded: start & 63)
      if bits != 0 { return start &+ bits.trailingZeroBitCount }
      repeat {
        word &+= 1
        bits = map[word]
      } while bits == 0
      return word &<< 6 &+ bits.trailingZeroBitCount
    }
  }

  /// Makes the maps of `bytes`.
  func update(for bytes: UnsafeBufferPointer<UInt8>) {
    let blocks = bytes.count >> 6
    reserve(words: blocks + 1)
    byteCount = bytes.count
    stopCount = 0
    guard let words else { return }
    // SAFETY: `reserve` has made room in each map for a word of each block of 64 bytes and of a
    // last one that is not full, which are fewer than the words of the map of blocks by far.
    let (stops, quotes, unusual) = (words, words + capacity, words + 2 * capacity)
    unusual.update(repeating: 0, count: blocks >> 6 + 1)
    if let base = bytes.baseAddress {
      let source = UnsafeRawPointer(base)
      for block in 0..<blocks {
        let masks = masks(of: source + block << 6)
        stops[block] = masks.stops
        quotes[block] = masks.quotes
        stopCount &+= masks.stops.nonzeroBitCount
        unusual[block >> 6] |= (masks.isUnusual ? 1 : 0) &<< UInt64(truncatingIfNeeded: block & 63)
      }
    }
    stops[blocks] = 0
    quotes[blocks] = 0
    for index in blocks << 6..<bytes.count {
      let bit: UInt64 = 1 &<< UInt64(truncatingIfNeeded: index & 63)
      let byte = bytes[index]
      if byte == delimiter || byte == ASCII.lineFeed {
        stops[blocks] |= bit
        stopCount += 1
      }
      if byte == quote { quotes[blocks] |= bit }
      if byte == 0 || byte >= 0x80 { unusual[blocks >> 6] |= 1 &<< UInt64(blocks & 63) }
    }
    let sentinel: UInt64 = 1 &<< UInt64(truncatingIfNeeded: bytes.count & 63)
    stops[blocks] |= sentinel
    quotes[blocks] |= sentinel
  }

  private func reserve(words count: Int) {
    guard words == nil || count > capacity else { return }
    words?.deallocate()
    capacity = max(count, capacity * 2)
    words = .allocate(capacity: 3 * capacity)
  }

  /// Returns the bits of the 64 bytes at `source`, the lowest for the first.
  ///
  /// Comparisons of whole vectors are all it takes; lanes are gathered by multiplying no more often
  /// than needed, since there is no such instruction in Swift. Beware of
  /// `replacing(with:where:)`, which is compiled to a loop over the lanes.
  @inline(__always)
  private func masks(
    of source: UnsafeRawPointer
  ) -> (stops: UInt64, quotes: UInt64, isUnusual: Bool) {
    let a = source.loadUnaligned(fromByteOffset: 0, as: SIMD16<UInt8>.self)
    let b = source.loadUnaligned(fromByteOffset: 16, as: SIMD16<UInt8>.self)
    let c = source.loadUnaligned(fromByteOffset: 32, as: SIMD16<UInt8>.self)
    let d = source.loadUnaligned(fromByteOffset: 48, as: SIMD16<UInt8>.self)
    let delimiters = SIMD16<UInt8>(repeating: delimiter)
    let lineFeeds = SIMD16<UInt8>(repeating: ASCII.lineFeed)
    let stops = Self.gathered(
      Self.lanes(a .== delimiters) | Self.lanes(a .== lineFeeds),
      Self.lanes(b .== delimiters) | Self.lanes(b .== lineFeeds),
      Self.lanes(c .== delimiters) | Self.lanes(c .== lineFeeds),
      Self.lanes(d .== delimiters) | Self.lanes(d .== lineFeeds))
    let quoteBytes = SIMD16<UInt8>(repeating: quote)
    let quotes = Self.gathered(
      Self.lanes(a .== quoteBytes), Self.lanes(b .== quoteBytes), Self.lanes(c .== quoteBytes),
      Self.lanes(d .== quoteBytes))
    let high = (a | b | c | d) & SIMD16<UInt8>(repeating: 0x80)
    let zero = SIMD16<UInt8>(repeating: 0)
    let nul =
      Self.lanes(a .== zero) | Self.lanes(b .== zero) | Self.lanes(c .== zero)
      | Self.lanes(d .== zero)
    let unusual = unsafeBitCast(high | nul, to: SIMD2<UInt64>.self)
    return (stops, quotes, unusual[0] | unusual[1] != 0)
  }

  /// Returns 0xFF for each lane that is true, else 0.
  @inline(__always)
  private static func lanes(_ mask: SIMDMask<SIMD16<Int8>>) -> SIMD16<UInt8> {
    // SAFETY: a mask of sixteen bytes has the size of the vector, and its lanes are 0 or -1.
    unsafeBitCast(mask, to: SIMD16<UInt8>.self)
  }

  /// Returns one bit for each of 64 lanes, each of which is 0 or 0xFF.
  ///
  /// Each of the eight words gives one bit to each byte of a word, which is then transposed as a
  /// matrix of eight by eight bits.
  @inline(__always)
  private static func gathered(
    _ a: SIMD16<UInt8>, _ b: SIMD16<UInt8>, _ c: SIMD16<UInt8>, _ d: SIMD16<UInt8>
  ) -> UInt64 {
    let even = SIMD2<UInt64>(0x0101_0101_0101_0101, 0x0202_0202_0202_0202)
    // SAFETY: both are sixteen bytes in which every pattern of bits is a value.
    let bits =
      (unsafeBitCast(a, to: SIMD2<UInt64>.self) & even)
      | (unsafeBitCast(b, to: SIMD2<UInt64>.self) & (even &<< 2))
      | (unsafeBitCast(c, to: SIMD2<UInt64>.self) & (even &<< 4))
      | (unsafeBitCast(d, to: SIMD2<UInt64>.self) & (even &<< 6))
    // The first lane of a word in its lowest byte.
    var x = (bits[0] | bits[1]).littleEndian
    guard x != 0 else { return 0 }
    var t = (x ^ (x >> 7)) & 0x00AA_00AA_00AA_00AA
    x ^= t ^ (t << 7)
    t = (x ^ (x >> 14)) & 0x0000_CCCC_0000_CCCC
    x ^= t ^ (t << 14)
    t = (x ^ (x >> 28)) & 0x0000_0000_F0F0_F0F0
    x ^= t ^ (t << 28)
    return x
  }
}

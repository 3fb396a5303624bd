/// The form of a CSV file: its delimiter and quote, and where its column names come from.
public struct CSVDialect: Sendable, Equatable {
  /// Where column names come from.
  public enum Header: Sendable, Equatable {
    /// The first record holds them.
    case firstRecord
    /// The file holds none (OFAC's lists, for example); its columns have these names.
    case names([String])
  }

  /// What becomes of a quoted field when text follows its closing quote.
  public enum Quoting: Sendable, Equatable {
    /// The row is rejected, as RFC 4180 has no such field.
    case standard
    /// The field is its text as it stands, quotes included, up to the next delimiter or line end.
    ///
    /// For lists whose writer quotes nothing and whose names hold quotes: `"Vega" Trading Ltd` is
    /// then that name, where `"Vega"` alone is still `Vega`. A delimiter between the first two
    /// quotes belongs to the field, one behind them ends it, and doubled quotes stay double. Only a
    /// field whose closing quote stands on the line of its opening quote is read so: one that spans
    /// lines and goes on behind its quote is taken for an unclosed quote in either mode.
    case lenient
  }

  /// The byte between fields; a comma unless told otherwise.
  public var delimiter: UInt8
  /// The byte around fields that hold delimiters, quotes or line breaks; `"` unless told otherwise.
  public var quote: UInt8
  /// What becomes of text behind a closing quote; a reject unless told otherwise.
  public var quoting: Quoting
  /// Where column names come from; the first record unless told otherwise.
  public var header: Header
  /// The number of physical lines before the header (or the first record) that are not data.
  ///
  /// The "Last Updated" line of the UK list, for example. They are not counted as rows.
  public var preambleLines: Int

  /// Creates a dialect; without arguments, that of RFC 4180 with a header.
  ///
  /// - Precondition: `delimiter` and `quote` differ and are ASCII, neither NUL nor a line break;
  ///   `preambleLines` is not negative; names given are at least one.
  public init(
    delimiter: UInt8 = UInt8(ascii: ","), quote: UInt8 = UInt8(ascii: "\""),
    quoting: Quoting = .standard, header: Header = .firstRecord, preambleLines: Int = 0
  ) {
    for byte in [delimiter, quote] {
      precondition(
        byte > 0 && byte < 0x80 && byte != ASCII.lineFeed && byte != ASCII.carriageReturn,
        "delimiter and quote must be ASCII, neither NUL nor a line break")
    }
    precondition(delimiter != quote, "delimiter and quote must differ")
    precondition(preambleLines >= 0, "the number of preamble lines must not be negative")
    precondition(header != .names([]), "a file needs at least one column")
    self.delimiter = delimiter
    self.quote = quote
    self.quoting = quoting
    self.header = header
    self.preambleLines = preambleLines
  }
}

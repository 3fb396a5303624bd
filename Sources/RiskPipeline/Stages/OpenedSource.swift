import Foundation
import RecordIO
import RiskCore
import RiskIngest

/// A source whose files are open and whose headers fit.
struct OpenedSource {
  /// One file of a source that is read by column mapping.
  struct MappedFile {
    let reader: any RecordReader
    let mapping: ColumnMapping
  }

  /// How the source is read.
  enum Content {
    case mapped([MappedFile])
    case known(SourceStream)
    /// A list that cannot be used, in words; the last good copy may stand in for it.
    case unusable(String)
  }

  let configuration: SourceConfiguration
  /// The files, with patterns resolved.
  let files: [SourceConfiguration.File]
  /// The names under which records are from them.
  let names: [InputName]
  private(set) var content: Content
  /// What the signals of a disclosure mean; nil for other sources.
  private(set) var disclosureTable: DisclosureTable?

  /// Opens every source of `pipeline`.
  ///
  /// - Parameter vocabulary: The words that mapping tables of disclosures may hold; nil takes any.
  /// - Throws: ``RunError`` with the problems of all sources at once; missing files first.
  static func all(
    of pipeline: PipelineConfiguration, _ vocabulary: AccessVocabulary? = nil
  ) throws -> [OpenedSource] {
    var opened: [OpenedSource] = []
    var missing: [String] = []
    var unusable: [String] = []
    for source in pipeline.sources {
      do throws(InputError) {
        var one = try OpenedSource(source)
        let problems = one.problems(in: pipeline)
        if !problems.isEmpty, source.table == .watchlists {
          // As a list that cannot be read: the last good copy may stand in for it.
          one.content = .unusable(problems.joined(separator: "\n"))
        } else {
          unusable += problems
        }
        if let disclosure = source.disclosure {
          switch try DisclosureTable.read(disclosure, vocabulary) {
          case .success(let table): one.disclosureTable = table
          case .failure(let rows): unusable.append(rows.description)
          }
        }
        opened.append(one)
      } catch {
        if error.isMissing {
          missing.append(error.description)
        } else {
          unusable.append(error.description)
        }
      }
    }
    if !missing.isEmpty { throw RunError.missingInputs(missing + unusable) }
    if !unusable.isEmpty { throw RunError.unusableInputs(unusable) }
    return opened
  }

  /// Opens a source.
  ///
  /// - Throws: `InputError` for the first file that cannot be opened; of a list only when it is missing.
  init(_ source: SourceConfiguration) throws(InputError) {
    let files = try Self.resolved(source)
    let names = files.map { InputName($0.writtenPath) }
    do throws(InputError) {
      try self.init(source, files: files, names: names)
    } catch {
      guard source.table == .watchlists, !error.isMissing else { throw error }
      self.init(
        configuration: source, files: files, names: names, content: .unusable(error.description))
    }
  }

  private init(
    configuration: SourceConfiguration, files: [SourceConfiguration.File], names: [InputName],
    content: Content
  ) {
    self.configuration = configuration
    self.files = files
    self.names = names
    self.content = content
  }

  /// Opens a source with files that stand elsewhere, under names of their own.
  init(
    _ source: SourceConfiguration, files: [SourceConfiguration.File], names: [InputName]
  ) throws(InputError) {
    configuration = source
    self.files = files
    self.names = names
    guard source.format.isMapped else {
      let request = SourceRequest(
        sourceID: source.id,
        files: zip(files, names).map {
          SourceRequest.File(part: $0.part, name: $1, path: $0.path)
        }, encoding: source.encoding, list: source.list)
      content = .known(try source.format.open(request))
      return
    }
    var mapped: [MappedFile] = []
    for file in files {
      let layout = source.layout
      var request = MappedRequest(path: file.path)
      request.encoding = source.encoding
      request.delimiter = layout.delimiter
      request.skipLines = layout.skipLines
      request.header = layout.header
      request.records = layout.records
      request.columns = MappedRequest.columns(of: source.table, mapping: layout.columns)
      let reader = try source.format.open(request)
      mapped.append(
        MappedFile(
          reader: reader,
          mapping: ColumnMapping(
            table: source.table, header: reader.header, columns: layout.columns,
            values: layout.values, dateForm: layout.dateForm)))
    }
    content = .mapped(mapped)
  }

  // MARK: Patterns

  /// The files of a source; a `*` in the last part of a path stands for any characters of a name.
  private static func resolved(
    _ source: SourceConfiguration
  ) throws(InputError) -> [SourceConfiguration.File] {
    var files: [SourceConfiguration.File] = []
    // A file named by itself is that part, and none of a pattern's.
    let named = Set(source.files.map(\.path))
    for file in source.files {
      let name = lastPart(of: file.path)
      guard name.contains("*") else {
        files.append(file)
        continue
      }
      let folder = String(file.path.dropLast(name.count))
      let writtenFolder = String(file.writtenPath.dropLast(lastPart(of: file.writtenPath).count))
      let inside =
        (try? FileManager.default.contentsOfDirectory(atPath: folder.isEmpty ? "." : folder)) ?? []
      let matching = inside.filter { matches($0, pattern: name) && !named.contains(folder + $0) }
        .sorted { Array($0.utf8).lexicographicallyPrecedes(Array($1.utf8)) }
      // A pattern without a file is a file that is not there.
      guard !matching.isEmpty else { throw InputError(path: file.path, reason: .missing) }
      files += matching.map {
        SourceConfiguration.File(
          part: file.part, writtenPath: writtenFolder + $0, path: folder + $0)
      }
    }
    return files
  }

  private static func lastPart(of path: String) -> String {
    path.split(separator: "/", omittingEmptySubsequences: false).last.map(String.init) ?? path
  }

  /// Whether `name` is what `pattern` says, `*` being any characters; names with a leading full stop
  /// are hidden.
  private static func matches(_ name: String, pattern: String) -> Bool {
    guard !name.hasPrefix(".") else { return false }
    let pieces = pattern.split(separator: "*", omittingEmptySubsequences: false).map {
      Array($0.utf8)
    }
    let bytes = Array(name.utf8)
    guard let first = pieces.first, let last = pieces.last, bytes.starts(with: first),
      bytes.count >= first.count + last.count, bytes.reversed().starts(with: last.reversed())
    else { return false }
    var rest = bytes[first.count..<(bytes.count - last.count)]
    for piece in pieces.dropFirst().dropLast() where !piece.isEmpty {
      var found = false
      while rest.count >= piece.count {
        if rest.starts(with: piece) {
          rest = rest.dropFirst(piece.count)
          found = true
          break
        }
        rest = rest.dropFirst()
      }
      guard found else { return false }
    }
    return true
  }

  // MARK: Problems

  /// What the headers lack.
  func problems(in pipeline: PipelineConfiguration) -> [String] {
    guard case .mapped(let mapped) = content else { return [] }
    return zip(mapped, files).flatMap { one, file in
      one.mapping.missing.map {
        describe($0, in: file, of: pipeline, header: one.reader.header)
      }
    }
  }

  private func describe(
    _ missing: ColumnMapping.Missing, in file: SourceConfiguration.File,
    of pipeline: PipelineConfiguration, header: [String]
  ) -> String {
    let source = configuration
    let place = "source '\(source.id)' at \(pipeline.path):\(source.line)"
    if header.count == 1, let delimiter = [";", "\t", "|"].first(where: header[0].contains) {
      let name = delimiter == "\t" ? "\\t" : delimiter
      return "\(file.path):1: the header is one column, and holds '\(name)'\n"
        + "  set delimiter: \"\(name)\" of \(place)"
    }
    let nearest = missing.nearest.map { "; did you mean '\($0)'?" } ?? ""
    return "\(file.path):1: there is no column '\(missing.header)' for "
      + "\(source.table.rawValue).\(missing.column)\(nearest)\n  map it under 'columns' of \(place)"
  }
}

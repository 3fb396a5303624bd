import RiskCore

/// Where the records of a dossier stand in their files, as positions that do not change with rows
/// the dossier does not speak of.
struct DossierPlaces {
  private var files: [InputName] = []
  /// For each file the lines that the dossier speaks of, ascending.
  private var lines: [[Int]] = []

  /// Collects the places of all records that ``DossierDocument`` writes.
  ///
  /// - Complexity: O(*n* log *n*) in the number of records; O(*n*) in that of files.
  init(_ dossier: Dossier) {
    if dossier.mayRestOnVendorRow { add(dossier.vendor.origin) }
    for access in dossier.accesses { add(access.origin) }
    for statement in dossier.statements { add(statement.origin) }
    for stake in dossier.ownership {
      add(stake.origin)
      for hit in stake.hits { add(hit) }
    }
    for hit in dossier.hits { add(hit) }
    for index in lines.indices where lines[index].count > 1 {
      lines[index].sort()
      var previous: Int?
      lines[index].removeAll { line in
        defer { previous = line }
        return line == previous
      }
    }
  }

  /// Returns the position of a record's line among the lines of its file, from 1.
  func row(of origin: RecordOrigin) -> Int {
    guard let file = index(of: origin.file) else {
      preconditionFailure("the places of all records were collected")
    }
    var (low, high) = (0, lines[file].count)
    while low < high {
      let middle = (low + high) / 2
      if lines[file][middle] < origin.line { low = middle + 1 } else { high = middle }
    }
    return low + 1
  }

  private mutating func add(_ hit: Hit) {
    add(hit.entry.origin)
    for decision in hit.decisions { add(decision.origin) }
  }

  private mutating func add(_ origin: RecordOrigin) {
    if let file = index(of: origin.file) {
      lines[file].append(origin.line)
    } else {
      files.append(origin.file)
      lines.append([origin.line])
    }
  }

  private func index(of file: InputName) -> Int? {
    files.firstIndex { $0 === file } ?? files.firstIndex { $0 == file }
  }
}

extension Dossier {
  /// Whether a contradiction may rest on the vendor's own row.
  var mayRestOnVendorRow: Bool { vendor.hasNoDataAccess || !hits.isEmpty }
}

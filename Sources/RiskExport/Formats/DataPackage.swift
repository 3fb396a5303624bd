import RiskCore

/// `datapackage.json`: what the files of an export hold (Frictionless Data Package, version 1).
enum DataPackage {
  /// Returns the description of `files`, one resource a line.
  static func document(of run: StoredRun, files: [ExportedFile]) -> [UInt8] {
    var json = CanonicalJSON(capacity: 1 << 16)
    json.object { json in
      json.member("profile", "tabular-data-package")
      json.member("name", "vendor-risk-\(slug(run.pipeline))")
      json.member("title", "Vendor risk: \(run.pipeline)")
      json.member("pipeline", run.pipeline)
      json.member("as_of", run.asOf)
      json.member("policy_sha256", run.policySHA256)
      json.member("program_version", run.programVersion)
      json.key("resources")
      json.array { json in
        for file in files {
          json.lineFeed()
          append(file, to: &json)
        }
      }
    }
    return json.bytes + [UInt8(ascii: "\n")]
  }

  private static func append(_ file: ExportedFile, to json: inout CanonicalJSON) {
    json.object { json in
      json.member("profile", "tabular-data-resource")
      json.member("name", "\(file.family.rawValue)-\(file.table.name)")
      json.member("title", "\(file.table.title) (\(file.family.description))")
      json.member("description", file.table.view.summary)
      json.member("path", file.path)
      json.member("format", "csv")
      json.member("mediatype", "text/csv")
      json.member("encoding", "utf-8")
      json.member("bytes", file.byteCount)
      json.member("hash", "sha256:\(file.sha256)")
      json.member("rows", file.rowCount)
      json.key("dialect")
      json.object { json in
        json.member("delimiter", ",")
        json.member("lineTerminator", "\r\n")
        json.member("quoteChar", "\"")
        json.member("doubleQuote", true)
        json.member("header", true)
      }
      json.key("schema")
      json.object { json in
        json.key("fields")
        json.array { json in
          for column in file.table.columns { append(column, to: &json) }
        }
        json.key("missingValues")
        json.array { $0.string("") }
        if !file.table.key.isEmpty {
          json.key("primaryKey")
          json.array { json in
            for name in file.table.key { json.string(name) }
          }
        }
      }
    }
  }

  private static func append(_ column: ViewColumn, to json: inout CanonicalJSON) {
    json.object { json in
      json.member("name", column.name)
      json.member("type", column.kind.fieldType)
      json.member("description", column.description)
      if column.isRequired {
        json.key("constraints")
        json.object { $0.member("required", true) }
      }
    }
  }

  /// Returns `name` in the letters that a package name may have.
  private static func slug(_ name: String) -> String {
    let bytes = name.utf8.map { byte -> UInt8 in
      switch byte {
      case UInt8(ascii: "A")...UInt8(ascii: "Z"): byte | 0x20
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
        UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "-"):
        byte
      default: UInt8(ascii: "-")
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}

extension ColumnKind {
  /// The type of the field in a Table Schema.
  fileprivate var fieldType: String {
    switch self {
    case .integer: "integer"
    case .score, .figure: "number"
    case .text: "string"
    case .date: "date"
    }
  }
}

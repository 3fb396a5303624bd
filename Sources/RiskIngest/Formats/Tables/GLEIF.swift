import RecordIO
import RiskCore

extension SourceFormat {
  /// Records of the Global LEI Foundation's programming interface: one, or a page of them.
  static let gleifJSON = SourceFormat(
    id: "gleif-json",
    tables: [.vendors],
    reference: Reference(
      reads:
        "Answers of the interface of the Global LEI Foundation, one company (`\"data\": {...}`) or "
        + "a page of them (`\"data\": [...]`), as rows of an inventory of vendors; the id is the "
        + "LEI.",
      published: "Global Legal Entity Identifier Foundation, api.gleif.org/api/v1/lei-records",
      used: "lei, legalName, otherNames, transliteratedOtherNames, legalAddress, registeredAs, the "
        + "status of the entity and of its registration, direct-parent where the answer holds it",
      notUsed:
        "headquarters, legal form, successors, events, bic and other codes, links to further "
        + "answers"),
    open: { request throws(InputError) in
      var passes: [SourceStream.Pass] = []
      for index in request.indices(of: "") {
        let beginning = try request.beginning(of: index, limit: 1 << 16)
        switch FileBeginning.firstByte(ofMember: "data", in: beginning) {
        case UInt8(ascii: "["): passes.append(try legalEntities(request, index))
        case UInt8(ascii: "{"): passes.append(try legalEntity(request, index))
        default:
          throw InputError(
            path: request.files[index].name.path,
            reason: .undecodable(
              problem: "it has no member 'data' with one record or an array of them; check that it "
                + "is an answer of api.gleif.org"))
        }
      }
      return SourceStream(request, passes)
    })

  /// A page of records.
  private static func legalEntities(
    _ request: SourceRequest, _ index: Int
  ) throws(InputError) -> SourceStream.Pass {
    let file = try request.elements(index, layout: .document(records: ["data"]))
    var seen: [String: Int] = [:]
    return file.pass(beside: readEditionDate) { element, context, collector throws(RowProblem) in
      let vendor = try legalEntity(element, context)
      try refuse(vendor, seenIn: &seen)
      collector.add(vendor)
    }
  }

  /// One record: the members of the document are read, and only `data` counts as a row.
  private static func legalEntity(
    _ request: SourceRequest, _ index: Int
  ) throws(InputError) -> SourceStream.Pass {
    let name = request.files[index].name
    let source = try InputFile.open(request.files[index].path, encoding: request.encoding)
    let reader = try JSONReader(source: source, layout: .document(records: [""]))
    let context = CellContext(file: name)
    var rows = 0
    return SourceStream.Pass(
      file: index,
      step: { collector throws(InputError) in
        guard let (elements, rejects) = try reader.nextBatch() else { return false }
        rows += rejects.count
        for reject in rejects { collector.lose(index, reject) }
        for element in elements {
          guard element.key == "data" else {
            readEditionDate(element, collector)
            continue
          }
          rows += 1
          context.beginRecord()
          do throws(RowProblem) {
            collector.add(try legalEntity(element, context))
            collector.accept(index, line: element.position.line, context)
          } catch {
            collector.lose(index, error, at: element.position, original: element.original)
          }
        }
        return true
      },
      summary: {
        let read = reader.summary
        return InputSummary(bytes: read.bytes, sha256: read.sha256, rowsRead: rows)
      })
  }

  @Sendable private static func readEditionDate(
    _ element: JSONElement, _ collector: SourceCollector
  ) {
    guard element.key == "meta" else { return }
    let date = element.value["goldenCopy"]?["publishDate"]?.text ?? ""
    collector.setEditionDate(DateForm.date(date, [.iso]))
  }

  private static func refuse(
    _ vendor: Vendor, seenIn seen: inout [String: Int]
  ) throws(RowProblem) {
    if let line = seen[vendor.id] {
      throw RowProblem(
        column: "lei", kind: .duplicateID,
        explanation: "LEI \(vendor.id) stands already on line \(line); the first one counts")
    }
    seen[vendor.id] = vendor.origin.line
  }

  private static func legalEntity(
    _ element: JSONElement, _ context: CellContext
  ) throws(RowProblem) -> Vendor {
    let attributes = element.value["attributes"]
    let entity = attributes?["entity"]
    func text(_ value: JSONValue?, _ column: String) -> String {
      context.clean(value?.text ?? "", column)
    }
    let lei = text(attributes?["lei"] ?? element.value["id"], "lei")
    guard lei.utf8.count == 20, lei.utf8.allSatisfy(isCodeByte) else {
      throw RowProblem(
        column: "lei", kind: .badValue,
        explanation: "'lei' holds '\(lei.prefix(60))', expected 20 capital letters and digits")
    }
    let name = text(entity?["legalName"]?["name"], "legalName")
    guard !name.isEmpty else {
      throw RowProblem(
        column: "legalName", kind: .missingValue,
        explanation: "'legalName' is empty; every record needs it")
    }
    var vendor = Vendor(
      id: lei, name: name, lei: lei,
      origin: RecordOrigin(file: context.file, line: element.position.line))
    for member in ["otherNames", "transliteratedOtherNames"] {
      for other in entity?[member]?.elements ?? [] {
        let alias = text(other["name"], member)
        if !alias.isEmpty, alias != name, !vendor.aliases.contains(alias) {
          vendor.aliases.append(alias)
        }
      }
    }
    let address = entity?["legalAddress"]
    vendor.country = context.notedCountry(text(address?["country"], "country"), "country")
    let lines = (address?["addressLines"]?.elements ?? []).map { text($0, "legalAddress") }
    vendor.address = (lines + ["city", "postalCode"].map { text(address?[$0], "legalAddress") })
      .filter { !$0.isEmpty }.joined(separator: ", ")
    vendor.registrationNumber = text(entity?["registeredAs"], "registeredAs")
    let registration = text(attributes?["registration"]?["status"], "registration").lowercased()
    vendor.status = [
      text(entity?["status"], "status").lowercased(),
      registration.isEmpty ? "" : "LEI " + registration,
    ].filter { !$0.isEmpty }.joined(separator: ", ")
    let parent = text(
      element.value["relationships"]?["direct-parent"]?["data"]?["id"], "direct-parent")
    vendor.parentVendorID = parent.isEmpty ? nil : parent
    return vendor
  }

  private static func isCodeByte(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte)
  }
}

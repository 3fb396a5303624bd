import _TestSupport

/// All tables of a pipeline, generated with every feature that scores.
///
/// Equal seeds give equal tables. ``edit()`` changes some rows of each, so that a run on the
/// edition before it and one on this differ for every cause.
struct GeneratedWorld {
  /// The rows of a file below its header.
  struct Table {
    let header: String
    var rows: [[String]] = []

    /// Returns the file, with cells quoted where they need it.
    var text: String {
      var text = header + "\n"
      for row in rows { text += row.map(Self.cell).joined(separator: ",") + "\n" }
      return text
    }

    private static func cell(_ value: String) -> String {
      guard value.contains(where: { ",\"\n".contains($0) }) else { return value }
      return "\""
        + value.split(separator: "\"", omittingEmptySubsequences: false)
        .joined(separator: "\"\"") + "\""
    }
  }

  /// A watchlist with what the pipeline file says of it.
  struct List {
    let id: String
    let severity: String
    let pending: String
    var table = Table(
      header: "entry_key,name,aliases,country,authority,programme,listed_on,in_force_on,ended_on")
  }

  var random: SeededGenerator
  let factors: [String]
  var vendors = Table(
    header: "vendor_id,name,aliases,country,lei,registration_number,parent_vendor_id,data_access")
  var sources = Table(
    header: "source_id,title,publisher,publisher_role,published_on,reliability,credibility")
  var accesses = Table(
    header: "access_id,vendor_id,holder,data_category,data_subject,purpose,storage,control,"
      + "consent_basis,retention_days,valid_from,valid_to,source_id,claimant,claimant_role")
  var statements = Table(
    header: "statement_id,vendor_id,access_id,factor,stance,claimant,claimant_role,stated_on,"
      + "valid_from,valid_to,source_id,excerpt")
  var ownership = Table(
    header: "vendor_id,owner,percent_min,percent_max,valid_from,valid_to,source_id")
  var decisions = Table(
    header: "vendor_id,entry_key,verdict,decided_by,decided_on,reason,expires_on,anchor")
  var lists = [
    List(id: "frozen", severity: "blocking-sanctions", pending: "counts"),
    List(id: "banned", severity: "procurement-ban", pending: "counts"),
    List(id: "controlled", severity: "export-control", pending: "ignored"),
    List(id: "warned", severity: "warning", pending: "ignored"),
  ]
  /// Lines of a list in a format that knows identifiers.
  var entities: [String] = []
  /// The name that vendors share with an entry, by the position of the list and of the entry.
  var namesakes: [(vendor: String, list: Int, entry: Int)] = []

  /// Authority, programme and dates of an entry that is in force.
  private static let inForce = ["Authority of Lists", "P1", "2020-05-05", "", ""]
  static let countries = ["CN", "Germany", "USA", "RU", "FR", "KR", ""]

  /// Generates an inventory of `count` vendors; `factors` are those of the catalogue.
  init(vendors count: Int, seed: UInt64, factors: [String]) {
    random = SeededGenerator(seed: seed)
    self.factors = factors
    addSources()
    addEntries()
    for number in 0..<count { addVendor("v\(number)") }
    addEntities()
    addOwnership()
    addDecisions()
    addUnusableRows()
  }

  // MARK: Words

  /// Returns an invented word, so that few vendors resemble an entry by accident.
  mutating func word(_ syllables: Int) -> String {
    let known = [
      "ka", "lo", "mi", "ren", "tor", "vex", "zan", "qui", "dro", "pel", "sun", "bri", "gal", "hof",
      "nex", "ula", "wes", "yor", "fen", "cha", "dib", "ost", "rua", "jek",
    ]
    return (0..<syllables).map { _ in random.pick(known) }.joined().capitalized
  }

  mutating func day(_ years: ClosedRange<Int>) -> String {
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    let year = Int.random(in: years, using: &random)
    let month = Int.random(in: 1...12, using: &random)
    return "\(year)-\(two(month))-\(two(Int.random(in: 1...28, using: &random)))"
  }

  mutating func blank(_ probability: Double, or value: String) -> String {
    random.happens(probability) ? "" : value
  }

  /// Returns an identifier of the right length, which is all that is looked at.
  private func lei(_ number: Int) -> String {
    "5299" + String(repeating: "0", count: 10) + "\(100_000 + number)"
  }

  mutating func source() -> String { "s\(Int.random(in: 0..<60, using: &random))" }

  // MARK: Sources and lists

  private mutating func addSources() {
    let roles = [
      "own_record", "public_register", "court", "regulator", "government", "researcher",
      "counterparty", "press", "expert",
    ]
    for number in 0..<60 {
      sources.rows.append([
        "s\(number)", "Title, no. \(number)", "Publisher \(number % 25)", roles[number % 9],
        day(number % 20 == 7 ? 2026...2027 : 2015...2025),
        random.pick(["A", "B", "C", "D", "E", "F", ""]),
        random.pick(["1", "2", "3", "4", "5", "6", ""]),
      ])
    }
  }

  private mutating func addEntries() {
    for list in lists.indices {
      for number in 0..<120 {
        addEntry(
          to: list, name: word(3) + " " + (number % 3 == 1 ? "Technologies" : word(3)), number)
      }
      // One party on two lists, of one authority and programme: copies of one listing.
      if list > 0 {
        for number in 0..<20 {
          var copy = lists[0].table.rows[number]
          copy[0] = "\(lists[list].id)-copy-\(number)"
          // Which of the two is behind is a contradiction.
          if number % 2 == 0 {
            copy[8] = "2024-02-03"
          } else {
            lists[0].table.rows[number].replaceSubrange(4...8, with: Self.inForce)
            copy.replaceSubrange(4...8, with: Self.inForce)
          }
          lists[list].table.rows.append(copy)
        }
      }
    }
  }

  mutating func addEntry(to list: Int, name: String, _ number: Int) {
    lists[list].table.rows.append([
      "\(lists[list].id)-\(number)", name + random.pick(["", " Ltd", " Corporation"]),
      random.happens(0.2) ? word(3) + " " + word(2) : "", random.pick(Self.countries),
      random.pick(["", "Authority of Lists"]), random.pick(["", "P1", "P2"]),
      random.happens(0.1) ? day(2026...2026) : blank(0.2, or: day(2010...2024)),
      random.happens(0.15) ? day(2025...2027) : "", random.happens(0.15) ? day(2020...2026) : "",
    ])
  }

  // MARK: Vendors

  mutating func addVendor(_ id: String) {
    var name = word(3) + " " + word(2) + random.pick([" Ltd", " GmbH", " Inc.", ""])
    let list = Int.random(in: 0..<lists.count, using: &random)
    let entry = Int.random(in: 0..<lists[list].table.rows.count, using: &random)
    let listed = lists[list].table.rows[entry]
    var country = random.pick(Self.countries)
    if random.happens(0.12) {
      namesakes.append((id, list, entry))
      switch Int.random(in: 0..<5, using: &random) {
      case 0, 1: name = listed[1]
      case 2:
        name = listed[1]
        country = listed[3]
      case 3:
        // A slip of the keyboard in the middle of the first word.
        let middle = listed[1].index(listed[1].startIndex, offsetBy: 4)
        name = listed[1].replacingCharacters(in: middle...middle, with: "x")
      default: name = listed[1].prefix { $0 != " " } + " \(word(2)) Services"
      }
    }
    if random.happens(0.004) { name = random.pick(["N/A", "Own Company"]) }
    vendors.rows.append([
      id, name, random.happens(0.1) ? "\(word(3)) \(word(3)); \(word(3))" : "", country,
      random.happens(0.05) ? lei(vendors.rows.count) : "", random.happens(0.05) ? "HRB \(id)" : "",
      random.happens(0.03) ? "v\(Int.random(in: 0..<200, using: &random))" : blank(0.998, or: "?"),
      random.happens(0.1) ? "none" : "",
    ])
    let count = random.happens(0.3) ? 0 : Int.random(in: 1...3, using: &random)
    for number in 0..<count { addAccess("a\(id.dropFirst())-\(number)", of: id) }
    for _ in 0..<Int.random(in: 0...3, using: &random) { addStatements(on: id, accesses: count) }
  }

  mutating func addAccess(_ id: String, of vendor: String) {
    let isSourced = random.happens(0.7)
    let names = isSourced ? random.happens(0.4) : random.happens(0.2)
    let claimant = names ? claimant() : ("", "")
    let from = blank(0.5, or: day(2015...2026))
    let to = from < "2025" ? blank(0.7, or: day(2025...2026)) : ""
    accesses.rows.append([
      id, vendor, random.pick(["Holder", "Platform, Inc.", ""]),
      random.pick([
        "message-content", "profile", "device-id", "health", "contacts-social-graph", "browsing",
        "ip-address", "something else", "Privacy choices",
      ]),
      random.pick(["users", "children", "employees", "third-parties", "robots", "unknown"]),
      blank(0.5, or: "advertising"),
      random.pick([
        "on-device", "holder", "vendor-servers", "local-servers", "subprocessors", "backups",
        "deleted", "attic", "",
      ]),
      random.pick([
        "holder", "encrypted-no-key", "pseudonymised", "logged", "short-retention", "audited",
        "nobody", "", "",
      ]),
      random.pick([
        "none", "implied", "withdrawn", "no-parental-consent", "deceptive", "opted-out",
        "legitimate-interest", "consent", "contract", "tbd", "unknown", "", "",
      ]),
      random.pick(["", "30", "400"]), from, to, isSourced ? source() : "", claimant.0, claimant.1,
    ])
  }

  private mutating func claimant() -> (String, String) {
    random.pick([
      ("Alpha Gazette", "press"), ("Ministry of Beta", "government"), ("The vendor", "self"),
      ("Gamma Register", "public_register"), ("Delta Court", "court"),
      ("Data Authority", "regulator"), ("Professor Epsilon", "researcher"),
      ("Zeta Partners", "counterparty"), ("Eta Consulting", "expert"), ("Contracts", "own_record"),
    ])
  }

  /// Adds what one or two claimants say on one factor, over the years or on one day.
  mutating func addStatements(on vendor: String, accesses count: Int) {
    let access =
      count > 0 && random.happens(0.5)
      ? "a\(vendor.dropFirst())-\(Int.random(in: 0..<count, using: &random))" : ""
    let factor = random.pick(factors)
    var (speaker, role) = claimant()
    var date = day(2015...2025)
    repeat {
      let from = random.happens(0.1) ? day(2015...2026) : ""
      let to = random.happens(0.15) ? day(2024...2027) : ""
      statements.rows.append([
        "t\(statements.rows.count)", vendor, access, factor,
        random.pick(["asserts", "asserts", "denies"]), speaker, role, date,
        from > to && !to.isEmpty ? "" : from, to, source(),
        random.pick(["", "Words, \"quoted\"", "Words over\ntwo lines"]),
      ])
      if random.happens(0.5) { date = day(2015...2026) }
      if random.happens(0.4) { (speaker, role) = claimant() }
    } while random.happens(0.45)
  }

  /// Entries with the identifier of a vendor under another name, and with its name and another
  /// identifier.
  private mutating func addEntities() {
    for (number, row) in vendors.rows.filter({ !$0[4].isEmpty }).prefix(60).enumerated() {
      let (name, lei) =
        number % 2 == 0 ? ("\(word(3)) \(word(3))", row[4]) : (row[1], lei(90_000 + number))
      entities.append(
        #"{"id":"E-\#(number)","schema":"Company","properties":{"name":["\#(name)"],"#
          + #""leiCode":["\#(lei)"],"topics":["sanction"]}}"#)
    }
  }

  // MARK: Owners and decisions

  private mutating func addOwnership() {
    for row in vendors.rows where random.happens(0.12) {
      for _ in 0..<Int.random(in: 1...3, using: &random) { addOwner(of: row[0]) }
    }
    for pair in 0..<40 {
      // Parties that own parts of each other.
      for (one, other) in [(2 * pair, 2 * pair + 1), (2 * pair + 1, 2 * pair)] {
        ownership.rows.append(["v\(one)", "v\(other)", "20", "60", "", "", ""])
      }
    }
  }

  private mutating func addOwner(of vendor: String) {
    let owner: String
    if random.happens(0.4) {
      owner = random.pick(lists[random.happens(0.5) ? 0 : random.pick([1, 2, 3])].table.rows)[1]
    } else if random.happens(0.6), !namesakes.isEmpty {
      owner = random.pick(namesakes).vendor
    } else {
      owner = random.pick(vendors.rows)[random.happens(0.7) ? 0 : 1]
    }
    guard owner != vendor else { return }
    let low = Int.random(in: 0...80, using: &random)
    let high = low + random.pick([0, 0, 10, 20])
    let shares = random.pick([
      ["", ""], ["\(low)", ""], ["\(low)", "\(high)"], ["\(low)", "\(high)"],
    ])
    let from = blank(0.8, or: day(2015...2026))
    ownership.rows.append(
      [vendor, owner] + shares
        + [
          from, from.isEmpty && random.happens(0.1) ? day(2024...2027) : "",
          blank(0.4, or: source()),
        ])
  }

  private mutating func addDecisions() {
    for namesake in namesakes where random.happens(0.5) { addDecision(on: namesake) }
    for namesake in namesakes where namesake.list == 0 && namesake.entry < 20 {
      // The copy of the entry on another list is the same party.
      for key in ["frozen/frozen-\(namesake.entry)", "banned/banned-copy-\(namesake.entry)"] {
        decisions.rows.append([namesake.vendor, key, "same", "ana", "2025-02-02", "copy", "", ""])
      }
    }
    for number in 0..<30 {
      decisions.rows.append([
        "v\(number)", "frozen-gone-\(number)", "different", "ana", "2024-05-06", "gone", "", "",
      ])
    }
    for row in ownership.rows where random.happens(0.05) {
      // On an owner that is no vendor the decision stands under the vendor that it owns.
      guard let entry = lists[0].table.rows.first(where: { $0[1] == row[1] }) else { continue }
      decisions.rows.append([
        row[0], "frozen/" + entry[0], random.pick(["same", "different"]), "ana", "2024-05-06",
        "looked up", "", "",
      ])
    }
  }

  mutating func addDecision(on namesake: (vendor: String, list: Int, entry: Int)) {
    let list = lists[namesake.list]
    let key = list.table.rows[namesake.entry][0]
    let kind = Int.random(in: 0..<10, using: &random)
    let verdict = random.pick(["same", "same", "different"])
    let reason = "names, countries and products were compared"
    func row(_ verdict: String, _ day: String, expires: String = "", anchor: String = "")
      -> [String]
    {
      [
        namesake.vendor, list.id + "/" + key, verdict, "ana", day, reason, expires, anchor,
      ]
    }
    switch kind {
    case 0: decisions.rows.append(row(verdict, "2024-01-02", anchor: "0123456789abcdef"))
    case 1: decisions.rows.append(row(verdict, "2024-01-02", expires: "2025-08-01"))
    case 2: decisions.rows += [row("same", "2024-01-02"), row("different", "2024-01-02")]
    case 3: decisions.rows += [row("different", "2024-01-02"), row("same", "2025-01-02")]
    case 4: decisions.rows.append(row(verdict, day(2025...2026)))
    default: decisions.rows.append(row(verdict, "2024-01-02"))
    }
  }

  /// Adds rows of each kind that are rejected, and copies.
  private mutating func addUnusableRows() {
    vendors.rows += [["", "No Id"] + [String](repeating: "", count: 6), vendors.rows[3]]
    sources.rows += [["s90", "", "P", "witness", "2020-01-01", "A", "1"], sources.rows[5]]
    accesses.rows += [accesses.rows[7], ["a-x", "nobody"] + accesses.rows[0].dropFirst(2)]
    var statement = statements.rows[0]
    statement[0] = "t-x"
    statement[3] = "state-ownd"
    statements.rows += [statement, statements.rows[0], ["t-y", "too", "few"]]
    ownership.rows += [["v1", "v2", "12,5", "", "", "", ""], ownership.rows[0]]
    decisions.rows += [["v1", "frozen-1", "perhaps", "ana", "2024-05-06", "x", "", ""]]
    lists[1].table.rows += [["", "Nameless"] + [String](repeating: "", count: 7)]
  }
}

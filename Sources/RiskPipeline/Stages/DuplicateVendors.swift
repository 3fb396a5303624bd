import BatchStages
import RiskCore

/// Finds rows of an inventory that look like one party, with the index that screens lists.
struct DuplicateVendors {
  /// The similarity from which two rows are reported: closer than a hit, since nobody is harmed by two
  /// rows that stay two.
  static let minimumSimilarity = 0.9

  /// The vendors by id, under the name they are screened by.
  private let vendors: [Vendor]
  /// The first vendor of each name that differs in nothing that counts; they alone are indexed, so that a
  /// name that fills half an inventory is not compared with itself a million times.
  private let firsts: [Int]
  /// For each vendor the place in `firsts` of its name.
  private let nameOf: [Int32]
  private let index: NameIndex

  /// Creates the finder over the vendors of `inventory` that have a name.
  ///
  /// - Parameter positions: The vendors in the order of their ids.
  init(_ inventory: Inventory, positions: [Int]) {
    let vendors = positions.compactMap { inventory.hygiene.review(inventory.vendors[$0]).screened }
    var places: [String: Int32] = [:]
    var (firsts, nameOf) = ([Int](), [Int32]())
    for (place, vendor) in vendors.enumerated() {
      let key = Screener.key(of: vendor.name)
      if let known = places[key] {
        nameOf.append(known)
      } else {
        places[key] = Int32(firsts.count)
        nameOf.append(Int32(firsts.count))
        firsts.append(place)
      }
    }
    self.vendors = vendors
    self.firsts = firsts
    self.nameOf = nameOf
    index = NameIndex(firsts.lazy.map { vendors[$0].name })
  }

  /// Returns an issue for each vendor that an earlier one looks like, by id; each vendor once, with the
  /// first of those it resembles.
  func issues(workers: Int) throws -> [InventoryIssue] {
    let (vendors, firsts, nameOf, index) = (vendors, firsts, nameOf, index)
    let searches = Pool { NameSearch(index, scope: .sameOnly) }
    let stages = OrderedStages(window: 2 * workers + 2)
    let ranges = Ranges(count: vendors.count, size: 1024)
    let batches = stages.source("duplicates") { ranges.next() }
    let found = stages.stage("duplicates", workers: workers, from: batches) { range in
      searches.with { search in
        var name = NormalizedName()
        return range.compactMap { place -> InventoryIssue? in
          let vendor = vendors[place]
          let own = firsts[Int(nameOf[place])]
          if own < place, !Self.areTwo(vendor, vendors[own]) {
            return Self.issue(vendor, vendors[own], similarity: 1)
          }
          NameNormalizer.standard.normalize(vendor.name, into: &name)
          var best: (place: Int, similarity: Double)?
          search.forEachMatch(of: name) { match in
            // The later row is the query: of two rows one is reported, against the earlier.
            let other = firsts[match.name]
            guard other < place, match.comparison.similarity >= Self.minimumSimilarity,
              other < best?.place ?? .max, !Self.areTwo(vendor, vendors[other])
            else { return }
            best = (other, match.comparison.similarity)
          }
          return best.map { Self.issue(vendor, vendors[$0.place], similarity: $0.similarity) }
        }
      }
    }
    var issues: [InventoryIssue] = []
    try stages.drain(found) { issues += $0 }
    return issues
  }

  private static func issue(
    _ vendor: Vendor, _ other: Vendor, similarity: Double
  ) -> InventoryIssue {
    InventoryIssue(
      vendorID: vendor.id, kind: .duplicateVendor, otherVendorID: other.id,
      detail: detail(vendor, other, similarity))
  }

  /// Whether identifiers or countries say that two vendors are two.
  private static func areTwo(_ left: Vendor, _ right: Vendor) -> Bool {
    if !left.lei.isEmpty, !right.lei.isEmpty, left.lei != right.lei { return true }
    if let country = left.country, let other = right.country { return country != other }
    return false
  }

  private static func detail(_ vendor: Vendor, _ other: Vendor, _ similarity: Double) -> String {
    vendor.name == other.name
      ? "has the name of '\(other.id)'"
      : "'\(vendor.name)' looks like '\(other.name)', similarity \(Hundredths.text(of: similarity))"
  }

  /// Hands out ranges of places to the one thread of a chain's source.
  private final class Ranges: @unchecked Sendable {
    // SAFETY: `next` is called by one thread, the source's; nothing else reads the variable.
    private var start = 0
    private let count: Int
    private let size: Int

    init(count: Int, size: Int) {
      self.count = count
      self.size = size
    }

    func next() -> Range<Int>? {
      guard start < count else { return nil }
      defer { start = min(start + size, count) }
      return start..<min(start + size, count)
    }
  }
}

// From hypotheses, listings and gaps to findings in the order of their ids.

extension ScoringEngine {
  /// Forms all findings of a vendor.
  mutating func formFindings(of coded: CodedDossier) {
    findings.removeAll()
    mitigations.removeAll()
    acting.removeAll()
    // Mitigating hypotheses first, since findings carry what acts on them.
    for index in 0..<hypotheses.count where hypotheses[index].asserted > 0 {
      let code = hypotheses[index].code
      if !tables.isAdverse[code] { addMitigation(index, code) }
    }
    sortMitigations()
    for index in 0..<hypotheses.count where hypotheses[index].asserted > 0 {
      let code = hypotheses[index].code
      if tables.isAdverse[code] { addFinding(index, code, coded) }
    }
    addUnknownShares(coded)
    for index in coded.listings.indices { addListing(coded.listings[index], at: index) }
    SmallSort.sort(findings.all) { $0.key < $1.key }
  }

  private func opinion(on hypothesis: HypothesisFigures) -> OpinionFigures {
    OpinionFigures(
      asserted: hypothesis.asserted, denied: hypothesis.denied,
      baseRate: tables.baseRates[hypothesis.code], priorWeight: opinionPrior)
  }

  private mutating func addMitigation(_ index: Int, _ code: Int) {
    let weight = tables.factorWeights[code]
    mitigations.append(
      MitigationFigures(
        hypothesis: Int32(index), code: Int32(code), rank: hypotheses[index].rank,
        weight: Int32(weight), mu: tables.weights[weight], opinion: opinion(on: hypotheses[index])))
  }

  private mutating func addFinding(_ index: Int, _ code: Int, _ coded: CodedDossier) {
    let hypothesis = hypotheses[index]
    let item = (axis: axisOfCode[code], group: groupOfCode[code])
    var finding: FindingFigures
    if code == tables.codes.dataAccess {
      if let access = coded.access(ofRank: hypothesis.rank) {
        finding = accessFinding(coded.accesses[access], key: hypothesis.key)
      } else {
        // A claim of access that names no access reaches for data of an unmapped category.
        finding = draft(
          key: hypothesis.key, axis: item.axis, group: groupOfCategory(Int32(tables.unmapped)),
          weight: Int32(tables.unmapped), second: Int32(tables.unknownReach), constant: 1)
      }
    } else {
      finding = draft(
        key: hypothesis.key, axis: item.axis, group: item.group,
        weight: Int32(tables.factorWeights[code]), second: FindingFigures.none, constant: 1)
    }
    finding.hypothesis = Int32(index)
    finding.opinion = opinion(on: hypothesis)
    finding.conflict = finding.opinion.conflict
    applyMitigations(to: &finding, vendorRank: coded.vendorRank)
    weigh(&finding)
    findings.append(finding)
  }

  /// The draft of a finding about an access, with the access's own severity.
  private func accessFinding(_ access: CodedAccess, key: UInt64) -> FindingFigures {
    draft(
      key: key, axis: 0, group: groupOfCategory(access.category), weight: access.sensitivity,
      second: access.reach, constant: presence(of: access))
  }

  private func groupOfCategory(_ category: Int32) -> Int32 { firstCategoryGroup + category }

  /// How much of an access there is: 0 before it begins, 1 while it lasts, and a half-life decay
  /// after its end.
  private func presence(of access: CodedAccess) -> Double {
    if access.validFrom > today { return 0 }
    guard access.validTo < today else { return 1 }
    return DeterministicMath.decay(
      halves: Double(Int(today) - Int(access.validTo)) / access.halfLife)
  }

  /// Returns the severity of an access on the date.
  func severity(of access: CodedAccess) -> Double {
    presence(of: access) * tables.weights[Int(access.sensitivity)]
      * tables.weights[Int(access.reach)]
  }

  private func draft(
    key: UInt64, axis: Int8, group: Int32, weight: Int32, second: Int32, constant: Double
  ) -> FindingFigures {
    var severity = constant
    if weight >= 0 { severity *= tables.weights[Int(weight)] }
    if second >= 0 { severity *= tables.weights[Int(second)] }
    return FindingFigures(
      key: key, axis: axis, group: group, hypothesis: FindingFigures.none, weight: weight,
      secondWeight: second, constant: constant, severity: severity, opinion: unknownOpinion,
      conflict: 0)
  }

  /// Multiplies by the mitigations of the finding's access and of the vendor: `1 - p·(1 - mu)` each.
  ///
  /// The lower bound takes each mitigation's upper bound and the other way round.
  private mutating func applyMitigations(to finding: inout FindingFigures, vendorRank: Int) {
    finding.firstMitigation = Int32(acting.count)
    var ofVendor = run(ofRank: vendorRank)
    var ofSubject = finding.rank == vendorRank ? 0..<0 : run(ofRank: finding.rank)
    // Both runs ascend in the order of factors; merged they do too.
    while !ofVendor.isEmpty || !ofSubject.isEmpty {
      let index: Int32
      if ofSubject.isEmpty
        || !ofVendor.isEmpty && byRank[ofVendor.lowerBound] < byRank[ofSubject.lowerBound]
      {
        index = byRank[ofVendor.lowerBound]
        ofVendor = ofVendor.dropFirst()
      } else {
        index = byRank[ofSubject.lowerBound]
        ofSubject = ofSubject.dropFirst()
      }
      let mitigation = mitigations[Int(index)]
      guard tables.codes.mitigates(Int(mitigation.code), finding.code) else { continue }
      let effect = 1 - mitigation.mu
      finding.mitigation.value *= 1 - mitigation.opinion.belief.value * effect
      finding.mitigation.low *= 1 - mitigation.opinion.belief.high * effect
      finding.mitigation.high *= 1 - mitigation.opinion.belief.low * effect
      finding.conflict = max(finding.conflict, mitigation.opinion.conflict)
      acting.append(index)
    }
    finding.mitigationCount = Int32(acting.count) - finding.firstMitigation
  }

  /// Puts positions of mitigations in the order of the subjects they act on.
  private mutating func sortMitigations() {
    byRank.removeAll()
    for index in 0..<mitigations.count { byRank.append(Int32(index)) }
    let base = mitigations.base
    SmallSort.sort(byRank.all) { left, right in
      let (a, b) = (base[Int(left)].rank, base[Int(right)].rank)
      return a != b ? a < b : left < right
    }
  }

  /// The places in ``byRank`` of the mitigations of one subject.
  private func run(ofRank rank: Int) -> Range<Int> {
    var (low, high) = (0, byRank.count)
    while low < high {
      let middle = (low + high) / 2
      if mitigations[Int(byRank[middle])].rank < rank { low = middle + 1 } else { high = middle }
    }
    var end = low
    while end < byRank.count && mitigations[Int(byRank[end])].rank == rank { end += 1 }
    return low..<end
  }

  private func weigh(_ finding: inout FindingFigures) {
    let belief = finding.opinion.belief
    finding.risk = Figures3(
      finding.severity * belief.value * finding.mitigation.value,
      low: finding.severity * belief.low * finding.mitigation.low,
      high: finding.severity * belief.high * finding.mitigation.high)
  }

  /// Adds what nobody has told: a finding for each expected fact that is missing.
  private mutating func addUnknownShares(_ coded: CodedDossier) {
    let codes = tables.codes
    if knownAccesses == 0 {
      if !coded.hasNoDataAccess {
        addUnknown(codes.unknownDataAccess, rank: 0, group: nil, constant: 1)
        addUnknown(codes.unknownPractice, rank: 0, group: nil, constant: 1)
      }
    } else if accessesWithBasis < knownAccesses {
      for index in 0..<coded.accesses.count {
        let access = coded.accesses[index]
        guard access.knownFrom <= today, !access.namesBasis else { continue }
        addUnknown(
          codes.unknownBasis, rank: coded.rank(ofAccess: index), group: nil,
          constant: presence(of: access), weight: access.sensitivity, second: access.reach)
      }
    }
    if !coded.hasCountry {
      addUnknown(codes.unknownSecurity, rank: 0, group: codes.countryGroup, constant: 0.5)
    }
    if !coded.isScreened {
      addUnknown(codes.unknownSecurity, rank: 1, group: codes.screenedGroup, constant: 0.5)
    }
  }

  private mutating func addUnknown(
    _ code: Int, rank: Int, group: Int?, constant: Double, weight: Int32 = FindingFigures.none,
    second: Int32 = FindingFigures.none
  ) {
    var finding = draft(
      key: FindingFigures.key(code: code, rank: rank), axis: axisOfCode[code],
      group: group.map { Int32($0) } ?? groupOfCode[code], weight: weight, second: second,
      constant: constant)
    finding.isUnknownShare = true
    weigh(&finding)
    findings.append(finding)
  }

  private mutating func addListing(_ listing: CodedListing, at index: Int) {
    let code = Int(listing.key >> 32)
    var finding = draft(
      key: listing.key, axis: axisOfCode[code], group: listing.group, weight: listing.weight,
      second: listing.secondWeight, constant: 1)
    finding.listing = Int32(index)
    finding.opinion = OpinionFigures(
      asserted: listing.asserted, denied: listing.denied,
      baseRate: tables.policy.opinion.adverseBaseRate, priorWeight: opinionPrior,
      isDisputable: false)
    weigh(&finding)
    findings.append(finding)
  }
}

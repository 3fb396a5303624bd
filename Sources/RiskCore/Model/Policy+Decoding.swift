// Policies come back from the database, where those of earlier versions lie too. A section or value
// that such a document lacks is one the program of its time did not have: it gets the value under
// which the rule of today does nothing, or does what the older rule did.

extension Policy: Decodable {
  /// Reads a policy as it is encoded, or as an earlier version of the program encoded it.
  ///
  /// What is missing is neutral: no floors, no rules of ownership, columns that assert nothing, no least share of points for
  /// a conflict, no draws. A factor without a weight scores nothing, and a list without a severity
  /// neither.
  ///
  /// - Throws: `DecodingError` when a section is missing that every version had.
  public init(from decoder: any Decoder) throws {
    let sections = try decoder.container(keyedBy: CodingKeys.self)
    func table(_ key: CodingKeys) throws -> [String: Double] {
      try sections.decode([String: Double].self, forKey: key)
    }
    self.init(
      name: try sections.decode(String.self, forKey: .name),
      opinion: try sections.decode(OpinionModel.self, forKey: .opinion),
      claimantUnits: try sections.decode(ClaimantUnits.self, forKey: .claimantUnits),
      reliability: try table(.reliability), credibility: try table(.credibility),
      axes: try sections.decode(AxisWeights.self, forKey: .axes),
      rating: try sections.decode(RatingThresholds.self, forKey: .rating),
      floors: try sections.decodeIfPresent([FloorRule].self, forKey: .floors) ?? [],
      unknown: try sections.decode(UnknownShare.self, forKey: .unknown),
      sensitivity: try table(.sensitivity), reach: try table(.reach),
      endedAccessHalfLifeDays: try table(.endedAccessHalfLifeDays),
      accessColumns: try sections.decodeIfPresent(AccessColumns.self, forKey: .accessColumns)
        ?? AccessColumns(storage: [:], control: [:], consentBasis: [:]),
      factors: try sections.decode([String: FactorWeight].self, forKey: .factors),
      lists: try table(.lists), hits: try sections.decode(HitRules.self, forKey: .hits),
      ownership: try sections.decodeIfPresent(OwnershipRules.self, forKey: .ownership)
        ?? OwnershipRules(units: 0, rules: []),
      conflict: try sections.decodeIfPresent(ConflictRule.self, forKey: .conflict)
        ?? ConflictRule(minimumShare: 0),
      stability: try sections.decodeIfPresent(StabilityRule.self, forKey: .stability)
        ?? StabilityRule(draws: 0, shake: 0, margin: 0, seed: 0))
  }
}

extension Policy.HitRules: Decodable {
  /// Reads the rules; older documents tell only exact hits apart, which then stand for all others.
  public init(from decoder: any Decoder) throws {
    let rules = try decoder.container(keyedBy: CodingKeys.self)
    func value(_ key: CodingKeys, else other: Double) throws -> Double {
      try rules.decodeIfPresent(Double.self, forKey: key) ?? other
    }
    let exact = ByCountry(
      agrees: try rules.decode(Double.self, forKey: .exactCountryAgrees),
      unknown: try rules.decode(Double.self, forKey: .exactCountryUnknown),
      contradicts: try rules.decode(Double.self, forKey: .exactCountryContradicts))
    self.init(
      units: try rules.decode(Double.self, forKey: .units),
      confirmedUnits: try rules.decode(Double.self, forKey: .confirmedUnits),
      relatedSeverity: try rules.decode(Double.self, forKey: .relatedSeverity),
      exact: exact,
      close: ByCountry(
        agrees: try value(.closeCountryAgrees, else: exact.agrees),
        unknown: try value(.closeCountryUnknown, else: exact.unknown),
        contradicts: try value(.closeCountryContradicts, else: exact.contradicts)),
      related: ByCountry(
        agrees: try value(.relatedCountryAgrees, else: exact.agrees),
        unknown: try value(.relatedCountryUnknown, else: exact.unknown),
        contradicts: try value(.relatedCountryContradicts, else: exact.contradicts)),
      identifierAgrees: try value(.identifierAgrees, else: exact.agrees),
      identifierContradicts: try value(.identifierContradicts, else: exact.contradicts))
  }
}

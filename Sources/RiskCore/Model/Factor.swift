/// A named reason for more risk (adverse) or less (mitigating), on one axis.
///
/// A factor observes and never weighs: severities and effects stand in the policy file. Its
/// identifier is a claim that is true or false of a vendor, and is the key in statements, policies,
/// findings and exports.
public final class Factor: Sendable {
  /// The name in kebab case, unique in the catalogue.
  public let id: String
  /// The axis it bears on; it never moves another.
  public let axis: Axis
  /// Whether it adds risk or takes it away.
  public let polarity: Polarity
  /// The group in which only the largest finding counts; by default the factor itself.
  public let group: String
  /// The adverse factors that a mitigating one acts on, all on its own axis; empty when adverse.
  public let mitigates: [String]
  /// The claim in one sentence, with "the vendor" as its subject.
  public let claim: String
  /// What it looks for: the documents or facts that an analyst accepts as an observation of it.
  public let observedWhen: String
  /// Why it matters.
  public let motivation: String
  /// What an analyst can do about it.
  public let remedy: String
  /// Public standards and laws that name the same concern.
  public let references: [String]

  /// Creates an adverse factor.
  public init(
    adverse id: String, on axis: Axis, group: String? = nil, claim: String,
    observedWhen: String, motivation: String, remedy: String, references: [String]
  ) {
    self.id = id
    self.axis = axis
    self.polarity = .adverse
    self.group = group ?? id
    self.mitigates = []
    self.claim = claim
    self.observedWhen = observedWhen
    self.motivation = motivation
    self.remedy = remedy
    self.references = references
  }

  /// Creates a mitigating factor.
  public init(
    mitigating id: String, on axis: Axis, acts mitigates: [String], claim: String,
    observedWhen: String, motivation: String, remedy: String, references: [String]
  ) {
    self.id = id
    self.axis = axis
    self.polarity = .mitigating
    self.group = id
    self.mitigates = mitigates
    self.claim = claim
    self.observedWhen = observedWhen
    self.motivation = motivation
    self.remedy = remedy
    self.references = references
  }
}

extension Factor: Hashable {
  public static func == (left: Factor, right: Factor) -> Bool {
    left === right || left.id == right.id
  }
  public func hash(into hasher: inout Hasher) { hasher.combine(id) }
}

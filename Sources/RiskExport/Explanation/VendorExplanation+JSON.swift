import RiskCore

extension VendorExplanation {
  /// The explanation as one line of JSON, with figures as the database has them.
  public var json: String {
    var json = CanonicalJSON()
    let a = assessment
    json.object { json in
      json.member("vendor_id", a.vendorID)
      json.member("name", a.name)
      json.member("country", unlessNil: a.country)
      json.member("run_id", Int(run.runID))
      json.member("as_of", run.asOf)
      json.member("rating", a.rating)
      json.member("floor_rule", unlessNil: a.floorRule)
      json.member("vector", a.vector)
      json.key("overall")
      Self.encode(a.overall, into: &json)
      json.key("axes")
      json.object { json in
        json.key("DA")
        Self.encode(a.dataAccess, into: &json)
        json.key("CP")
        Self.encode(a.consentPractice, into: &json)
        json.key("NS")
        Self.encode(a.nationalSecurity, into: &json)
      }
      json.member("inherent", a.inherent)
      json.member("coverage", a.coverage)
      json.member("conflict", a.conflict)
      json.member("stability", a.stability)
      json.key("findings")
      json.array { json in for finding in a.findings { encode(finding, into: &json) } }
      json.key("contradictions")
      json.array { json in
        for contradiction in a.contradictions {
          ContradictionText.encode(contradiction, into: &json)
        }
      }
      if let policy { encodeAnswers(under: policy, into: &json) }
    }
    return String(decoding: json.bytes, as: UTF8.self)
  }

  private func encode(_ finding: StoredFinding, into json: inout CanonicalJSON) {
    json.object { json in
      json.member("id", finding.id)
      json.member("phrase", assessment.phrase(finding.factor, finding.subject))
      json.member("counted", finding.isCounted)
      json.member("points", finding.points)
      json.member("severity", finding.severity)
      json.key("belief")
      Self.encode(finding.opinion.belief, into: &json)
      json.key("mitigation")
      Self.encode(finding.mitigation, into: &json)
      json.key("risk")
      Self.encode(finding.risk, into: &json)
      json.member("inherent_risk", finding.severity * finding.opinion.belief.value)
      json.member("detail", unlessEmpty: finding.detail)
    }
  }

  private func encodeAnswers(under policy: Policy, into json: inout CanonicalJSON) {
    if let way = WayDown(assessment, under: policy), let score = way.score {
      json.key("way_down")
      json.object { json in
        json.member("below", way.rating)
        json.member("threshold", way.threshold)
        json.member("score", score)
        json.key("resolve")
        json.array { json in for finding in way.findings { json.string(finding.id) } }
        json.key("rules")
        json.array { json in for rule in way.rules { json.string(rule.name) } }
      }
    }
    let next = NextQuestions(assessment, under: policy)
    json.member("width", next.width)
    json.key("questions")
    json.array { json in
      for question in next.questions {
        json.object { json in
          json.member("subject", question.subject)
          json.member("text", question.text)
          json.member("expected_width", question.expectedWidth)
        }
      }
    }
  }

  private static func encode(_ bounds: StoredAssessment.Bounds, into json: inout CanonicalJSON) {
    json.object { json in
      json.member("value", bounds.value)
      json.member("low", bounds.low)
      json.member("high", bounds.high)
    }
  }
}

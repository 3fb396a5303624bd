import Foundation
import Testing

@testable import RiskCore

@Suite struct CountriesTests {
  @Test func tableHoldsEveryAssignedCodeOnce() {
    #expect(Countries.allCodes.count == 249)
    #expect(Set(Countries.allCodes).count == 249)
    #expect(Countries.allCodes == Countries.allCodes.sorted())
    #expect(!Countries.allCodes.contains("XK"))
  }

  @Test func everyCodeRoundTrips() throws {
    for code in Countries.allCodes + ["XK"] {
      #expect(Countries.code(for: code) == code)
      #expect(Countries.code(for: " \(code.lowercased()) ") == code)
      let name = try #require(Countries.name(ofCode: code))
      #expect(Countries.code(for: name) == code)
      #expect(Countries.code(for: name.uppercased()) == code)
    }
  }

  /// Fails when two rows claim the same spelling or code.
  @Test func everySpellingOfTheTableBelongsToItsRow() throws {
    var code = ""
    var alpha3Codes: Set<Substring> = []
    var spellings = 0
    let lines = (CountryTable.assigned + "\n" + CountryTable.userAssigned).split(separator: "\n")
    for line in lines {
      var text = line
      if !line.hasPrefix(" ") {
        let fields = line.split(separator: " ", maxSplits: 2)
        try #require(fields.count == 3 && fields[0].count == 2 && fields[1].count == 3, "\(line)")
        code = String(fields[0])
        #expect(alpha3Codes.insert(fields[1]).inserted)
        #expect(Countries.code(for: fields[1].lowercased()) == code)
        text = fields[2]
      }
      for spelling in text.split(separator: ";") {
        spellings += 1
        #expect(Countries.code(for: String(spelling)) == code, "\(spelling)")
      }
    }
    #expect(alpha3Codes.count == 250)
    #expect(spellings > 800)
  }

  @Test(arguments: [
    ("USA", "US"), ("U.S.", "US"), ("u.s.a.", "US"), ("U S A", "US"), ("(US)", "US"),
    ("United States of America", "US"), ("The United States", "US"), ("Estados Unidos", "US"),
    ("UK", "GB"), ("U.K.", "GB"), ("Great Britain", "GB"), ("England", "GB"), ("Scotland", "GB"),
    ("South Korea", "KR"), ("Republic of Korea", "KR"), ("Korea, South", "KR"),
    ("Korea (the Republic of)", "KR"), ("KOREA, REP.", "KR"), ("Korea", "KR"),
    ("North Korea", "KP"), ("DPRK", "KP"), ("D.P.R.K.", "KP"), ("Korea, North", "KP"),
    ("Korea (Democratic People's Republic of)", "KP"), ("Korea, Dem. People's Rep.", "KP"),
    ("Russia", "RU"), ("Russian Federation", "RU"), ("РОССИЯ", "RU"), ("Russia (RUS)", "RU"),
    ("Viet Nam", "VN"), ("Vietnam", "VN"), ("Việt Nam", "VN"),
    ("Iran (Islamic Republic of)", "IR"), ("Iran, Islamic Rep.", "IR"),
    ("Syrian Arab Republic", "SY"), ("Lao PDR", "LA"), ("Lao People's Democratic Republic", "LA"),
    ("Bolivia (Plurinational State of)", "BO"), ("Venezuela, RB", "VE"),
    ("Tanzania, United Republic of", "TZ"), ("Moldova, Republic of", "MD"),
    ("Macedonia", "MK"), ("The former Yugoslav Republic of Macedonia", "MK"), ("FYROM", "MK"),
    ("Czech Republic", "CZ"), ("Czechia", "CZ"), ("Ivory Coast", "CI"), ("Cote d'Ivoire", "CI"),
    ("Côte d’Ivoire", "CI"), ("COTE D IVOIRE", "CI"), ("Burma", "MM"), ("Burma (Myanmar)", "MM"),
    ("Myanmar (formerly Burma)", "MM"),
    ("Swaziland", "SZ"), ("Cape Verde", "CV"), ("Turkey", "TR"), ("TÜRKİYE", "TR"),
    ("Turkiye", "TR"), ("UAE", "AE"), ("U.A.E.", "AE"), ("PRC", "CN"),
    ("China, People's Republic of", "CN"), ("People’s Republic of China", "CN"),
    ("Hong Kong SAR", "HK"), ("Hong Kong, China", "HK"), ("China, Hong Kong SAR", "HK"),
    ("Macau", "MO"), ("Macao S.A.R.", "MO"), ("Taiwan, Province of China", "TW"),
    ("Taiwan (R.O.C.)", "TW"), ("Republic of China", "TW"), ("Chinese Taipei", "TW"),
    ("Holland", "NL"), ("The Netherlands", "NL"), ("Netherlands (the)", "NL"),
    ("Congo, The Democratic Republic of the", "CD"), ("Congo, Dem. Rep.", "CD"), ("DRC", "CD"),
    ("Democratic Republic of Congo", "CD"), ("Congo (Kinshasa)", "CD"), ("Zaire", "CD"),
    ("Congo-Brazzaville", "CG"), ("Congo", "CG"), ("Congo, Rep.", "CG"),
    ("Palestine, State of", "PS"), ("West Bank and Gaza", "PS"), ("Vatican", "VA"),
    ("Holy See (Vatican City State)", "VA"), ("Micronesia (Federated States of)", "FM"),
    ("East Timor", "TL"), ("Bahamas, The", "BS"), ("The Gambia", "GM"), ("Gambia, The", "GM"),
    ("Kosovo", "XK"), ("XKX", "XK"), ("St. Lucia", "LC"), ("St Kitts & Nevis", "KN"),
    ("Antigua & Barbuda", "AG"), ("Trinidad & Tobago", "TT"), ("Falkland Islands (Malvinas)", "FK"),
    ("Virgin Islands (British)", "VG"), ("Virgin Islands, U.S.", "VI"),
    ("Virgin Islands, British", "VG"),
    ("Sint Maarten (Dutch part)", "SX"), ("Saint Martin (French part)", "MF"),
    ("Guinea", "GN"), ("Guinea-Bissau", "GW"), ("Equatorial Guinea", "GQ"),
    ("Papua New Guinea", "PG"), ("Dominica", "DM"), ("Dominican Rep.", "DO"),
    ("Niger", "NE"), ("Nigeria", "NG"), ("South Sudan", "SS"), ("Sudan", "SD"),
    ("DE - Germany", "DE"), ("Germany/DEU", "DE"),
  ])
  func spellingHasItsCode(spelling: String, code: String) {
    #expect(Countries.code(for: spelling) == code)
  }

  @Test(arguments: [
    ("Deutschland", "DE"), ("España", "ES"), ("ESPANA", "ES"), ("中国", "CN"), ("中國", "CN"),
    ("日本", "JP"), ("대한민국", "KR"), ("조선민주주의인민공화국", "KP"), ("Россия", "RU"),
    ("Российская Федерация", "RU"), ("Österreich", "AT"), ("Osterreich", "AT"), ("Schweiz", "CH"),
    ("Suisse", "CH"), ("Svizzera", "CH"), ("Brasil", "BR"), ("México", "MX"), ("Italia", "IT"),
    ("Polska", "PL"), ("Україна", "UA"), ("Ελλάδα", "GR"), ("भारत", "IN"), ("ایران", "IR"),
    ("السعودية", "SA"), ("مصر", "EG"), ("ישראל", "IL"), ("台灣", "TW"), ("香港", "HK"),
    ("ประเทศไทย", "TH"), ("Nederland", "NL"), ("België", "BE"), ("Belgique", "BE"),
    ("Česká republika", "CZ"), ("Magyarország", "HU"), ("Sverige", "SE"), ("Suomi", "FI"),
    ("Danmark", "DK"), ("Norge", "NO"), ("România", "RO"), ("Hrvatska", "HR"), ("България", "BG"),
    ("Србија", "RS"), ("Qazaqstan", "KZ"), ("Pilipinas", "PH"),
  ])
  func nativeNameHasItsCode(spelling: String, code: String) {
    #expect(Countries.code(for: spelling) == code)
  }

  @Test(arguments: [
    "", " ", "-", "Africa", "Asia", "Europe", "N/A", "n/a", "N.A.", "n a", "00", "0", "EU",
    "European Union", "Worldwide", "International", "Global", "Unknown", "UNKNOWN", "Other", "None",
    "NULL", "not specified", "Various", "stateless", "Virgin Islands", "Channel Islands",
    "West Indies", "Yugoslavia", "Soviet Union", "USSR", "ZZ", "XX", "QQQ", "U1", "1US", "US1",
    "Republic", "The", "Islands", "Georgia, USA", "US, Canada", "US-CA", "Paris, France",
    "Korea?!x",
  ])
  func wordThatIsNoCountryHasNoCode(text: String) {
    #expect(Countries.code(for: text) == nil)
  }

  @Test func namesAreTheEverydayOnes() {
    #expect(Countries.name(ofCode: "GB") == "United Kingdom")
    #expect(Countries.name(ofCode: "KR") == "South Korea")
    #expect(Countries.name(ofCode: "IR") == "Iran")
    #expect(Countries.name(ofCode: "XK") == "Kosovo")
    #expect(Countries.name(ofCode: "gb") == nil)
    #expect(Countries.name(ofCode: "ZZ") == nil)
  }

  @Test(
    arguments: [
      ("Untied Kingdom", "United Kingdom"), ("Germny", "Germany"), ("Deutchland", "Germany"),
      ("Korea, Souht", "South Korea"), ("Nehterlands", "Netherlands"), ("Irn", "Iran"), ("", nil),
      ("Worldwide", nil), ("Middle Earth", nil),
    ] as [(String, String?)])
  func misspeltNameHasASuggestion(text: String, expected: String?) {
    #expect(Countries.nearestName(to: text) == expected)
  }

  // MARK: Against a copy of ISO 3166-1

  private struct ISORegister: Decodable {
    struct Entry: Decodable {
      var alpha_2: String
      var alpha_3: String
      var name: String
      var official_name: String?
      var common_name: String?
    }

    var entries: [Entry]

    enum CodingKeys: String, CodingKey {
      case entries = "3166-1"
    }
  }

  /// The copy in the data folder beside the repository, which is no part of it.
  private static let isoRegister = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("shared/data/geo/iso3166-1.json")

  @Test(
    .enabled(
      if: FileManager.default.fileExists(atPath: isoRegister.path),
      "there is no shared/data/geo/iso3166-1.json beside the repository"))
  func tableAgreesWithTheISORegister() throws {
    let data = try Data(contentsOf: Self.isoRegister)
    let entries = try JSONDecoder().decode(ISORegister.self, from: data).entries
    #expect(entries.map(\.alpha_2).sorted() == Countries.allCodes)
    for entry in entries {
      #expect(Countries.code(for: entry.alpha_3) == entry.alpha_2)
      for name in [entry.name, entry.official_name, entry.common_name].compactMap({ $0 }) {
        #expect(Countries.code(for: name) == entry.alpha_2, "\(name)")
      }
    }
  }
}

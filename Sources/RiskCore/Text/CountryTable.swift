/// The rows behind ``Countries``.
///
/// A row holds an alpha-2 code, an alpha-3 code and names between semicolons: first the everyday
/// English short name, then long forms, other and old names, and names in the country's own
/// languages. An indented line continues the row above.
///
/// One spelling stands for all that differ in case, Latin accents, punctuation, the order of words
/// or the small words, and for its abbreviations (`St`, `Rep.`, `Dem.`, `Is.`). A name that
/// two countries share (`Virgin Islands`) belongs to neither row, and a state that is gone
/// (`Yugoslavia`) to none.
enum CountryTable {
  /// The 249 officially assigned codes of ISO 3166-1, by alpha-2 code.
  static let assigned = """
    AD AND Andorra; Principality of Andorra; Principat d'Andorra
    AE ARE United Arab Emirates; UAE; Emirates; Abu Dhabi; Dubai; الإمارات العربية المتحدة; الإمارات
    AF AFG Afghanistan; Islamic Republic of Afghanistan; Islamic Emirate of Afghanistan; افغانستان
    AG ATG Antigua and Barbuda; Antigua
    AI AIA Anguilla
    AL ALB Albania; Republic of Albania; Shqipëria; Shqipëri
    AM ARM Armenia; Republic of Armenia; Հայաստան; Hayastan
    AO AGO Angola; Republic of Angola; República de Angola
    AQ ATA Antarctica
    AR ARG Argentina; Argentine Republic; República Argentina; Argentine
    AS ASM American Samoa
    AT AUT Austria; Republic of Austria; Österreich; Oesterreich; Republik Österreich; Autriche
    AU AUS Australia; Commonwealth of Australia
    AW ABW Aruba
    AX ALA Åland Islands; Åland; Aaland Islands; Ahvenanmaa
    AZ AZE Azerbaijan; Republic of Azerbaijan; Azərbaycan; Azerbaidjan
    BA BIH Bosnia and Herzegovina; Republic of Bosnia and Herzegovina; Bosnia; Bosna i Hercegovina
    BB BRB Barbados
    BD BGD Bangladesh; People's Republic of Bangladesh; বাংলাদেশ
    BE BEL Belgium; Kingdom of Belgium; België; Belgique; Belgien; Koninkrijk België
    BF BFA Burkina Faso; Burkina; Upper Volta
    BG BGR Bulgaria; Republic of Bulgaria; България; Република България
    BH BHR Bahrain; Kingdom of Bahrain; State of Bahrain; البحرين
    BI BDI Burundi; Republic of Burundi
    BJ BEN Benin; Republic of Benin; Dahomey
    BL BLM Saint Barthélemy; Saint Barth; Saint Barts
    BM BMU Bermuda; Bermudas; Bermuda Islands
    BN BRN Brunei; Brunei Darussalam; Nation of Brunei; State of Brunei Darussalam
    BO BOL Bolivia; Plurinational State of Bolivia; Republic of Bolivia
      Estado Plurinacional de Bolivia
    BQ BES Bonaire, Sint Eustatius and Saba; Caribbean Netherlands; BES Islands; Bonaire
      Sint Eustatius; Saba
    BR BRA Brazil; Federative Republic of Brazil; Brasil; República Federativa do Brasil; Brésil
    BS BHS Bahamas; Commonwealth of the Bahamas; Bahama Islands
    BT BTN Bhutan; Kingdom of Bhutan
    BV BVT Bouvet Island; Bouvet
    BW BWA Botswana; Republic of Botswana
    BY BLR Belarus; Republic of Belarus; Byelorussia; Belorussia; White Russia; Беларусь
      Республика Беларусь; Белоруссия
    BZ BLZ Belize; British Honduras
    CA CAN Canada; Dominion of Canada
    CC CCK Cocos (Keeling) Islands; Cocos Islands; Keeling Islands
    CD COD DR Congo; Democratic Republic of the Congo; DRC; Congo-Kinshasa; RD Congo
      République démocratique du Congo; Zaire; Congo DRC; Democratic Congo
    CF CAF Central African Republic; République centrafricaine; Centrafrique
    CG COG Congo; Republic of the Congo; Congo-Brazzaville; République du Congo
    CH CHE Switzerland; Swiss Confederation; Schweiz; Suisse; Svizzera; Svizra
      Confoederatio Helvetica; Schweizerische Eidgenossenschaft; Confédération suisse; Suiza
    CI CIV Côte d'Ivoire; Ivory Coast; Republic of Côte d'Ivoire; République de Côte d'Ivoire
      Republic of Ivory Coast
    CK COK Cook Islands; Cook Island
    CL CHL Chile; Republic of Chile; República de Chile; Chili
    CM CMR Cameroon; Republic of Cameroon; Cameroun; United Republic of Cameroon; Cameroons
    CN CHN China; People's Republic of China; PRC; P.R. China; Mainland China; 中国; 中國; 中华人民共和国
      中華人民共和國; 中国大陆; Zhongguo; Chine; Китай
    CO COL Colombia; Republic of Colombia; República de Colombia; Columbia
    CR CRI Costa Rica; Republic of Costa Rica
    CU CUB Cuba; Republic of Cuba; República de Cuba
    CV CPV Cabo Verde; Cape Verde; Republic of Cabo Verde; Republic of Cape Verde
      Cape Verde Islands
    CW CUW Curaçao; Country of Curaçao; Curacoa
    CX CXR Christmas Island
    CY CYP Cyprus; Republic of Cyprus; Κύπρος; Kıbrıs; Kypros; Zypern; Chypre
    CZ CZE Czechia; Czech Republic; Czech; Česko; Česká republika; Tschechien; Tschechische Republik
    DE DEU Germany; Federal Republic of Germany; Deutschland; Bundesrepublik Deutschland; GER; BRD
      Allemagne; Alemania; Germania; West Germany; Германия; F.R. Germany; Fed. Rep. of Germany; FRG
    DJ DJI Djibouti; Republic of Djibouti; Jibuti
    DK DNK Denmark; Kingdom of Denmark; Danmark; Kongeriget Danmark; Dänemark
    DM DMA Dominica; Commonwealth of Dominica
    DO DOM Dominican Republic; República Dominicana
    DZ DZA Algeria; People's Democratic Republic of Algeria; Algérie; الجزائر
      Democratic and Popular Republic of Algeria
    EC ECU Ecuador; Republic of Ecuador; República del Ecuador; Equador
    EE EST Estonia; Republic of Estonia; Eesti; Eesti Vabariik; Estland
    EG EGY Egypt; Arab Republic of Egypt; مصر; جمهورية مصر العربية; Égypte; Misr
    EH ESH Western Sahara; Sahrawi Arab Democratic Republic; Sahrawi Republic
    ER ERI Eritrea; State of Eritrea
    ES ESP Spain; Kingdom of Spain; España; Reino de España; Espanya; Espainia; Spanien; Espagne
      Spagna
    ET ETH Ethiopia; Federal Democratic Republic of Ethiopia; ኢትዮጵያ; Abyssinia; Ethiopie
    FI FIN Finland; Republic of Finland; Suomi; Suomen tasavalta; Finnland; Finlande
    FJ FJI Fiji; Republic of Fiji; Fiji Islands; Republic of the Fiji Islands
    FK FLK Falkland Islands; Falklands; Islas Malvinas; Malvinas
    FM FSM Micronesia; Federated States of Micronesia; Fed. States of Micronesia
      Micronesia, Fed. Sts.
    FO FRO Faroe Islands; Faroes; Faeroe Islands; Føroyar; Faeroes
    FR FRA France; French Republic; République française; Metropolitan France; Frankreich; Francia
      Frankrijk; Франция
    GA GAB Gabon; Gabonese Republic; Gaboon
    GB GBR United Kingdom; UK; Great Britain; Britain; England; Scotland; Wales; Northern Ireland
      United Kingdom of Great Britain and Northern Ireland
      U.K. of Great Britain and Northern Ireland; United Kingdom of Great Britain
      Great Britain and Northern Ireland; UK of GB and Northern Ireland; Royaume-Uni; Reino Unido
      Vereinigtes Königreich; Großbritannien; Regno Unito; Великобритания; England and Wales
    GD GRD Grenada
    GE GEO Georgia; Republic of Georgia; საქართველო; Sakartvelo; Грузия; Géorgie
    GF GUF French Guiana; Guyane; French Guyana; Guyane française
    GG GGY Guernsey; Bailiwick of Guernsey; Alderney; Sark
    GH GHA Ghana; Republic of Ghana
    GI GIB Gibraltar
    GL GRL Greenland; Kalaallit Nunaat; Grønland
    GM GMB Gambia; Republic of the Gambia; Islamic Republic of the Gambia
    GN GIN Guinea; Republic of Guinea; Guinée; Conakry Guinea
    GP GLP Guadeloupe
    GQ GNQ Equatorial Guinea; Republic of Equatorial Guinea; Guinea Ecuatorial; Eq. Guinea
    GR GRC Greece; Hellenic Republic; EL; Hellas; Ελλάδα; ΕΛΛΑΔΑ; Ελλάς; Ellada; Ελληνική Δημοκρατία
      Griechenland; Grèce
    GS SGS South Georgia and the South Sandwich Islands; South Georgia; South Sandwich Islands
    GT GTM Guatemala; Republic of Guatemala
    GU GUM Guam; Territory of Guam
    GW GNB Guinea-Bissau; Republic of Guinea-Bissau; Guiné-Bissau
    GY GUY Guyana; Republic of Guyana; Co-operative Republic of Guyana; British Guiana
    HK HKG Hong Kong; Hong Kong SAR; Hong Kong Special Administrative Region of China
      Hong Kong, China; Hong Kong Special Administrative Region; HKSAR; Hong Kong SAR of China; 香港
      香港特别行政区; 香港特別行政區; 中国香港; 中國香港; Xianggang
      Hong Kong Special Administrative Region of the People's Republic of China
    HM HMD Heard Island and McDonald Islands; Heard and McDonald Islands
    HN HND Honduras; Republic of Honduras
    HR HRV Croatia; Republic of Croatia; Hrvatska; Republika Hrvatska; Kroatien; Croatie
    HT HTI Haiti; Republic of Haiti; Ayiti
    HU HUN Hungary; Republic of Hungary; Magyarország; Ungarn; Hongrie; Ungheria
    ID IDN Indonesia; Republic of Indonesia; Republik Indonesia; Indonésie
    IE IRL Ireland; Republic of Ireland; Éire; Irish Republic; Irish Free State; Southern Ireland
      Irland; Irlande; Irlanda
    IL ISR Israel; State of Israel; ישראל; إسرائيل; מדינת ישראל
    IM IMN Isle of Man; Ellan Vannin
    IN IND India; Republic of India; भारत; Bharat; Hindustan; Indien; Inde; भारत गणराज्य
    IO IOT British Indian Ocean Territory; Chagos Archipelago; Chagos Islands; Diego Garcia
    IQ IRQ Iraq; Republic of Iraq; العراق; Irak
    IR IRN Iran; Islamic Republic of Iran; Persia; ایران; جمهوری اسلامی ایران; I.R. Iran; Иран
    IS ISL Iceland; Republic of Iceland; Ísland; Islande
    IT ITA Italy; Italian Republic; Italia; Repubblica Italiana; Italien; Italie; Италия
    JE JEY Jersey; Bailiwick of Jersey
    JM JAM Jamaica
    JO JOR Jordan; Hashemite Kingdom of Jordan; الأردن; Transjordan; Jordanie; Jordanien
    JP JPN Japan; 日本; 日本国; 日本國; にほん; ニッポン; Nippon; Nihon; Japon; Giappone; Япония; State of Japan
    KE KEN Kenya; Republic of Kenya; Jamhuri ya Kenya
    KG KGZ Kyrgyzstan; Kyrgyz Republic; Kirghizia; Kirgizstan; Кыргызстан; Киргизия; Kirghizstan
      Kirgizia; Republic of Kyrgyzstan
    KH KHM Cambodia; Kingdom of Cambodia; Kampuchea; Democratic Kampuchea; កម្ពុជា; Khmer Republic
      Cambodge
    KI KIR Kiribati; Republic of Kiribati; Gilbert Islands
    KM COM Comoros; Union of the Comoros; Comores; Comoro Islands
      Islamic Federal Republic of Comoros
    KN KNA Saint Kitts and Nevis; Federation of Saint Kitts and Nevis; Saint Christopher and Nevis
      Saint Kitts
    KP PRK North Korea; Democratic People's Republic of Korea; DPRK; DPR Korea; Korea, Dem. Rep.
      Korea (DPRK); N. Korea; Korea, North (DPRK); 조선민주주의인민공화국; 북한; 북조선; 朝鲜; 北朝鮮; 朝鮮民主主義人民共和國; КНДР
      Северная Корея
    KR KOR South Korea; Republic of Korea; Korea; ROK; S. Korea; R.O. Korea; Republic of South Korea
      So. Korea; 대한민국; 한국; 남한; 韩国; 韓国; 韓國; 大韓民國; 大韓民国; 南韓; Hanguk; Daehan Minguk; Южная Корея
      Corée du Sud; Südkorea; Corea del Sur; Corea del Sud; Coreia do Sul
    KW KWT Kuwait; State of Kuwait; الكويت; Koweït
    KY CYM Cayman Islands; Caymans; Cayman; Grand Cayman
    KZ KAZ Kazakhstan; Republic of Kazakhstan; Kazakstan; Қазақстан; Казахстан; Qazaqstan
      Kazachstan; Қазақстан Республикасы; Республика Казахстан
    LA LAO Laos; Lao People's Democratic Republic; Lao PDR; People's Democratic Republic of Laos
      ລາວ; Laos PDR
    LB LBN Lebanon; Lebanese Republic; لبنان; Liban; Republic of Lebanon; Libanon
    LC LCA Saint Lucia
    LI LIE Liechtenstein; Principality of Liechtenstein; Fürstentum Liechtenstein
    LK LKA Sri Lanka; Democratic Socialist Republic of Sri Lanka; Ceylon; ශ්‍රී ලංකා; இலங்கை
    LR LBR Liberia; Republic of Liberia
    LS LSO Lesotho; Kingdom of Lesotho; Basutoland
    LT LTU Lithuania; Republic of Lithuania; Lietuva; Lietuvos Respublika; Litauen; Lituanie
    LU LUX Luxembourg; Grand Duchy of Luxembourg; Luxemburg; Lëtzebuerg; Grand-Duché de Luxembourg
    LV LVA Latvia; Republic of Latvia; Latvija; Latvijas Republika; Lettland; Lettonie
    LY LBY Libya; State of Libya; Libyan Arab Jamahiriya; Socialist People's Libyan Arab Jamahiriya
      Great Socialist People's Libyan Arab Jamahiriya; ليبيا; Libye; Libia
    MA MAR Morocco; Kingdom of Morocco; Maroc; المغرب; Marruecos; Marokko; المملكة المغربية
    MC MCO Monaco; Principality of Monaco; Principauté de Monaco
    MD MDA Moldova; Republic of Moldova; Moldavia; Republica Moldova; Молдова; Молдавия; Moldawien
      Moldau
    ME MNE Montenegro; Republic of Montenegro; Crna Gora; Црна Гора
    MF MAF Saint Martin (French part); Saint Martin; Collectivity of Saint Martin
      Saint-Martin (France); French Saint Martin
    MG MDG Madagascar; Republic of Madagascar; Madagasikara; Malagasy Republic
    MH MHL Marshall Islands; Republic of the Marshall Islands; Marshalls; Marshall Island
    MK MKD North Macedonia; Republic of North Macedonia; Macedonia; FYROM; Republic of Macedonia
      Former Yugoslav Republic of Macedonia; FYR Macedonia; Северна Македонија; Македонија
      Severna Makedonija; Macedonia, FYRO
    ML MLI Mali; Republic of Mali; République du Mali
    MM MMR Myanmar; Burma; Republic of the Union of Myanmar; Republic of Myanmar; Union of Myanmar
      Union of Burma; မြန်မာ; Birmanie; Birma
    MN MNG Mongolia; Mongolian People's Republic; Монгол Улс; Монгол; Outer Mongolia
    MO MAC Macao; Macau; Macao SAR; Macau SAR; Macao Special Administrative Region of China
      Macau Special Administrative Region of China; Macao, China; Macau, China; Macao SAR, China
      Macau SAR, China; Macao Special Administrative Region; Macau Special Administrative Region; 澳门
      澳門; 澳门特别行政区; 澳門特別行政區; 中国澳门
      Macao Special Administrative Region of the People's Republic of China
    MP MNP Northern Mariana Islands; Commonwealth of the Northern Mariana Islands; Northern Marianas
      CNMI; Saipan; N. Mariana Islands
    MQ MTQ Martinique
    MR MRT Mauritania; Islamic Republic of Mauritania; Mauritanie; موريتانيا
    MS MSR Montserrat
    MT MLT Malta; Republic of Malta; Repubblika ta' Malta; Malte
    MU MUS Mauritius; Republic of Mauritius; Île Maurice
    MV MDV Maldives; Republic of Maldives; Maldive Islands; Maldive
    MW MWI Malawi; Republic of Malawi; Nyasaland
    MX MEX Mexico; United Mexican States; Méjico; Estados Unidos Mexicanos; Mexiko; Mexique
      Mexican States
    MY MYS Malaysia; Federation of Malaysia; Malaya; Malaisie; Persekutuan Malaysia
    MZ MOZ Mozambique; Republic of Mozambique; Moçambique; Mosambik
    NA NAM Namibia; Republic of Namibia; South West Africa
    NC NCL New Caledonia; Nouvelle-Calédonie
    NE NER Niger; Republic of the Niger; République du Niger
    NF NFK Norfolk Island; Norfolk Islands
    NG NGA Nigeria; Federal Republic of Nigeria
    NI NIC Nicaragua; Republic of Nicaragua
    NL NLD Netherlands; Kingdom of the Netherlands; Holland; Nederland; Koninkrijk der Nederlanden
      Pays-Bas; Niederlande; Países Bajos; Paesi Bassi; Нидерланды; Netherland
    NO NOR Norway; Kingdom of Norway; Norge; Noreg; Kongeriket Norge; Norwegen; Norvège
    NP NPL Nepal; Federal Democratic Republic of Nepal; Kingdom of Nepal; नेपाल
    NR NRU Nauru; Republic of Nauru; Pleasant Island
    NU NIU Niue; Niue Island
    NZ NZL New Zealand; Aotearoa; Aotearoa New Zealand; Neuseeland; Nouvelle-Zélande
    OM OMN Oman; Sultanate of Oman; عمان; سلطنة عمان; Muscat and Oman
    PA PAN Panama; Republic of Panama; República de Panamá
    PE PER Peru; Republic of Peru; República del Perú; Pérou
    PF PYF French Polynesia; Polynésie française; Tahiti
    PG PNG Papua New Guinea; Independent State of Papua New Guinea; Papua NG
    PH PHL Philippines; Republic of the Philippines; Pilipinas; Philippine Islands; Filipinas
      Republika ng Pilipinas; Phillipines; Phillippines; Philippinen
    PK PAK Pakistan; Islamic Republic of Pakistan; پاکستان
    PL POL Poland; Republic of Poland; Polska; Rzeczpospolita Polska; Polen; Pologne; Polonia
      Польша
    PM SPM Saint Pierre and Miquelon; Saint-Pierre et Miquelon
    PN PCN Pitcairn Islands; Pitcairn; Pitcairn Island; Pitcairn, Henderson, Ducie and Oeno Islands
    PR PRI Puerto Rico; Commonwealth of Puerto Rico; Porto Rico; Puerto Rico, USA
    PS PSE Palestine; State of Palestine; Palestinian Territories; Occupied Palestinian Territory
      Palestinian Territory; Occupied Palestinian Territories; فلسطين; West Bank and Gaza
      West Bank and Gaza Strip; West Bank; Gaza; Gaza Strip; Palestinian Authority
      Palestinian National Authority
    PT PRT Portugal; Portuguese Republic; República Portuguesa
    PW PLW Palau; Republic of Palau; Belau
    PY PRY Paraguay; Republic of Paraguay; República del Paraguay
    QA QAT Qatar; State of Qatar; قطر; Katar
    RE REU Réunion; La Réunion; Reunion Island; Île de la Réunion
    RO ROU Romania; Rumania; Roumania; Rumänien; Roumanie
    RS SRB Serbia; Republic of Serbia; Србија; Srbija; Република Србија; Republika Srbija; Serbien
      Serbie
    RU RUS Russia; Russian Federation; Россия; Российская Федерация; РФ; Rossiya; Rossija; Russland
      Russie; Rusia; Rossiyskaya Federatsiya; Russian Fed.; Fed. of Russia; Federation of Russia
    RW RWA Rwanda; Republic of Rwanda; Rwandese Republic; Ruanda
    SA SAU Saudi Arabia; Kingdom of Saudi Arabia; KSA; Saudi; السعودية; المملكة العربية السعودية
      العربية السعودية; Saudi Arabien; Arabie saoudite
    SB SLB Solomon Islands; Solomons; British Solomon Islands
    SC SYC Seychelles; Republic of Seychelles
    SD SDN Sudan; Republic of the Sudan; North Sudan; السودان; Soudan
    SE SWE Sweden; Kingdom of Sweden; Sverige; Konungariket Sverige; Schweden; Suède; Suecia
    SG SGP Singapore; Republic of Singapore; Singapura; 新加坡; சிங்கப்பூர்; Singapur; Singapour
    SH SHN Saint Helena, Ascension and Tristan da Cunha; Saint Helena; Ascension Island; Ascension
      Tristan da Cunha; Saint Helena Island
    SI SVN Slovenia; Republic of Slovenia; Slovenija; Republika Slovenija; Slowenien
    SJ SJM Svalbard and Jan Mayen; Svalbard; Jan Mayen; Svalbard and Jan Mayen Islands; Spitsbergen
    SK SVK Slovakia; Slovak Republic; Slovensko; Slovenská republika; Slowakei; Slovaquie
    SL SLE Sierra Leone; Republic of Sierra Leone
    SM SMR San Marino; Republic of San Marino; Repubblica di San Marino; Serenissima San Marino
    SN SEN Senegal; Republic of Senegal
    SO SOM Somalia; Federal Republic of Somalia; Somali Republic; Soomaaliya
      Somali Democratic Republic
    SR SUR Suriname; Republic of Suriname; Surinam; Dutch Guiana
    SS SSD South Sudan; Republic of South Sudan; S. Sudan
    ST STP São Tomé and Príncipe; Democratic Republic of Sao Tome and Principe; São Tomé e Príncipe
      Sao Tome
    SV SLV El Salvador; Republic of El Salvador; República de El Salvador
    SX SXM Sint Maarten; Sint Maarten (Dutch part); Saint Maarten; Saint Martin (Dutch part)
      Sint Maarten (Netherlands); Dutch Sint Maarten
    SY SYR Syria; Syrian Arab Republic; Syrian Republic; Republic of Syria; سوريا; سورية; Syrie
      Сирия; Syria Arab Republic
    SZ SWZ Eswatini; Swaziland; Kingdom of Eswatini; Kingdom of Swaziland
    TC TCA Turks and Caicos Islands; Turks and Caicos; Turks Islands
    TD TCD Chad; Republic of Chad; Tchad; Tschad
    TF ATF French Southern Territories; French Southern and Antarctic Lands; TAAF; Kerguelen
      Terres australes françaises
    TG TGO Togo; Togolese Republic; République togolaise; Republic of Togo
    TH THA Thailand; Kingdom of Thailand; Siam; ประเทศไทย; ไทย; Thaïlande; ราชอาณาจักรไทย
      Prathet Thai
    TJ TJK Tajikistan; Republic of Tajikistan; Tadzhikistan; Tadjikistan; Тоҷикистон; Таджикистан
    TK TKL Tokelau; Tokelau Islands
    TL TLS Timor-Leste; East Timor; Democratic Republic of Timor-Leste; Portuguese Timor
      Timor Lorosae; Democratic Republic of East Timor
    TM TKM Turkmenistan; Turkmenia; Republic of Turkmenistan
    TN TUN Tunisia; Republic of Tunisia; Tunisian Republic; Tunisie; تونس; Tunesien
    TO TON Tonga; Kingdom of Tonga; Friendly Islands
    TR TUR Türkiye; Turkey; Republic of Türkiye; Republic of Turkey; Türkiye Cumhuriyeti; Türkei
      Tuerkiye; Turquie; Turquía; Turchia; Турция
    TT TTO Trinidad and Tobago; Republic of Trinidad and Tobago; Trinidad
    TV TUV Tuvalu; Ellice Islands
    TW TWN Taiwan; Taiwan, Province of China; Republic of China; Taiwan ROC; Taiwan, China
      Chinese Taipei; Taipei; Taipei, China; Formosa; China, Republic of (Taiwan); Taiwan Region
      Taiwan Province; Taiwan R.O. China; Taiwan Area; 台湾; 台灣; 臺灣; 中華民國; 中华民国; 中国台湾; 台湾省; 中華臺北
      Тайвань
    TZ TZA Tanzania; United Republic of Tanzania; Tanganyika; Zanzibar
      Jamhuri ya Muungano wa Tanzania; Tansania; Tanzanie
    UA UKR Ukraine; Україна; Украина; Ukraina; Ucrania; Ukrayina
    UG UGA Uganda; Republic of Uganda; Ouganda
    UM UMI United States Minor Outlying Islands; U.S. Minor Outlying Islands; US Minor Islands
      U.S. Outlying Islands; Wake Island; Midway Islands; Johnston Island
    US USA United States; United States of America; US; USA; America; U.S. of America; Etats-Unis
      États-Unis d'Amérique; Estados Unidos; Stati Uniti; Estados Unidos de América
      Vereinigte Staaten; Vereinigte Staaten von Amerika; EE.UU.; Estados Unidos da América
      Stati Uniti d'America; 美国; 美國; 美利坚合众国; アメリカ; アメリカ合衆国; 미국; США; Соединенные Штаты Америки
    UY URY Uruguay; Eastern Republic of Uruguay; Oriental Republic of Uruguay
      República Oriental del Uruguay
    UZ UZB Uzbekistan; Republic of Uzbekistan; Oʻzbekiston; Узбекистан; Ўзбекистон; Usbekistan
    VA VAT Vatican City; Holy See; Vatican; Vatican City State; Città del Vaticano; Vatican State
      Vaticano
    VC VCT Saint Vincent and the Grenadines; Saint Vincent; Grenadines; Saint Vincent and the Gren.
    VE VEN Venezuela; Bolivarian Republic of Venezuela; Republic of Venezuela; Venezuela RB
      República Bolivariana de Venezuela; Venezuela, R.B. de
    VG VGB British Virgin Islands; BVI; UK Virgin Islands; Virgin Islands, British (BVI); Tortola
      Virgin Islands, GB
    VI VIR U.S. Virgin Islands; Virgin Islands of the United States; USVI; Virgin Islands, USA
      American Virgin Islands
    VN VNM Vietnam; Socialist Republic of Viet Nam; S.R. Vietnam; 越南; Vietnam, Soc. Rep. of
    VU VUT Vanuatu; Republic of Vanuatu; New Hebrides
    WF WLF Wallis and Futuna; Wallis and Futuna Islands; Wallis et Futuna
      Territory of the Wallis and Futuna Islands
    WS WSM Samoa; Independent State of Samoa; Western Samoa
    YE YEM Yemen; Republic of Yemen; اليمن; Yemen Arab Republic; Jemen
    YT MYT Mayotte
    ZA ZAF South Africa; Republic of South Africa; RSA; Suid-Afrika; Union of South Africa
      S. Africa; Südafrika; Afrique du Sud; Sudáfrica; So. Africa
    ZM ZMB Zambia; Republic of Zambia; Northern Rhodesia; Sambia
    ZW ZWE Zimbabwe; Republic of Zimbabwe; Rhodesia; Southern Rhodesia; Simbabwe
    """

  /// Codes of the user-assigned range that lists and customs forms use all the same.
  static let userAssigned = """
    XK XKX Kosovo; Republic of Kosovo; Kosova; Republika e Kosovës; Косово; Republic of Kosova
      Kosovo (UNSCR 1244); Republika Kosovo
    """
}

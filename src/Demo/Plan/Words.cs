namespace Entente.Demo.Plan;

/// <summary>What invented companies are made of, market by market. No stem is used twice, so no two are alike by accident.</summary>
internal sealed record MarketWords(
    string[] Onsets,
    string[] Codas,
    (string Word, string Industry)[] Trades,
    (string City, string Country, string LegalForm)[] Places,
    string[] FirstNames,
    string[] LastNames
)
{
    public static MarketWords Of(Market market) =>
        market switch
        {
            Market.Britain => Britain,
            Market.Nordics => Nordics,
            Market.German => German,
            Market.Benelux => Benelux,
            Market.France => France,
            _ => throw new ArgumentOutOfRangeException(nameof(market)),
        };

    // csharpier-ignore - a table
    private static readonly MarketWords Britain = new(
        [
            "Arn", "Bram", "Bryn", "Calv", "Cress", "Dray", "Dorn", "Elm", "Esk", "Farl", "Fenn", "Garth", "Glyn", "Hask", "Holv", "Ive",
            "Jarr", "Kell", "Kerr", "Larn", "Lowth", "Mall", "Merr", "Nairn", "Ness", "Orr", "Oxl", "Pell", "Prew", "Quarr", "Rill", "Rusk",
            "Sall", "Scar", "Tamb", "Thrup", "Tull", "Ulv", "Varn", "Vell", "Wend", "Whin", "Yarr", "Zell",
        ],
        ["amere", "brook", "combe", "cote", "den", "fell", "gate", "hollow", "ingham", "ley", "mouth", "pool", "stow", "thwaite", "vale", "wick", "worth", "yard"],
        [
            ("Foods", "Food"), ("Dairies", "Food"), ("Logistics", "Logistics"), ("Freight", "Logistics"), ("Utilities", "Utilities"),
            ("Water", "Utilities"), ("Insurance", "Insurance"), ("Mutual", "Insurance"), ("Health", "Health care"), ("Clinics", "Health care"),
            ("Retail", "Retail"), ("Stores", "Retail"), ("Media", "Media"), ("Studios", "Media"), ("Marine", "Shipping"), ("Ferries", "Shipping"),
            ("Packaging", "Manufacturing"), ("Instruments", "Manufacturing"), ("Ceramics", "Manufacturing"), ("Legal", "Legal"),
            ("University", "Education"), ("Colleges", "Education"), ("Airways", "Travel"), ("Hotels", "Travel"), ("Bank", "Banking"),
            ("Housing", "Public sector"), ("Council", "Public sector"), ("Pharma", "Life sciences"),
        ],
        [
            ("York", "GB", "Ltd"), ("Hull", "GB", "Ltd"), ("Leeds", "GB", "plc"), ("Bristol", "GB", "Ltd"), ("Norwich", "GB", "Ltd"),
            ("Cardiff", "GB", "Ltd"), ("Glasgow", "GB", "Ltd"), ("Belfast", "GB", "Ltd"), ("Exeter", "GB", "LLP"), ("London", "GB", "plc"),
            ("Dublin", "IE", "DAC"), ("Cork", "IE", "Ltd"), ("Galway", "IE", "Ltd"),
        ],
        ["Rosa", "Owen", "Maeve", "Callum", "Imogen", "Rhiannon", "Declan", "Hattie", "Gareth", "Orla", "Felix", "Nadia", "Isla", "Kiran", "Tess", "Amara", "Jude", "Lorna", "Ravi", "Bethan"],
        ["Ashdown", "Birtley", "Carrow", "Dunstan", "Ellery", "Fairlie", "Garrow", "Hollis", "Iveson", "Jessop", "Kerrigan", "Lorne", "Marsden", "Nairne", "Osgood", "Pascoe", "Quill", "Redfern", "Sorley", "Thorne"]
    );

    // csharpier-ignore - a table
    private static readonly MarketWords Nordics = new(
        ["Alm", "Ask", "Bjerk", "Brant", "Dyr", "Eld", "Fjell", "Gran", "Hav", "Isak", "Kvarn", "Lind", "Myr", "Norr", "Rönn", "Skog", "Solv", "Tind", "Vest", "Ylv"],
        ["berga", "dal", "fors", "heim", "holt", "lund", "mark", "nes", "sund", "vik"],
        [
            ("Energi", "Utilities"), ("Logistikk", "Logistics"), ("Sjöfart", "Shipping"), ("Bygg", "Construction"), ("Livs", "Food"), ("Bank", "Banking"),
            ("Försäkring", "Insurance"), ("Teknik", "Manufacturing"), ("Helse", "Health care"), ("Medier", "Media"), ("Handel", "Retail"), ("Papper", "Manufacturing"),
        ],
        [
            ("Göteborg", "SE", "AB"), ("Malmö", "SE", "AB"), ("Uppsala", "SE", "AB"), ("Oslo", "NO", "AS"), ("Bergen", "NO", "AS"),
            ("Aarhus", "DK", "A/S"), ("Odense", "DK", "ApS"), ("Tampere", "FI", "Oy"), ("Turku", "FI", "Oyj"),
        ],
        ["Astrid", "Eirik", "Freja", "Gustav", "Ingrid", "Jens", "Kaisa", "Lars", "Maja", "Nils", "Signe", "Tuomas", "Vibeke", "Anders"],
        ["Almgren", "Bakke", "Dahlby", "Enger", "Forsell", "Grönvall", "Holmquist", "Isaksen", "Kjeldgaard", "Lindroos", "Moberg", "Nyberg", "Østby", "Sandvik"]
    );

    // csharpier-ignore - a table
    private static readonly MarketWords German = new(
        ["Ahorn", "Birken", "Dohlen", "Eichen", "Falken", "Greifen", "Hasel", "Kranich", "Linden", "Otter", "Reiher", "Silber", "Tannen", "Ulmen", "Wacholder"],
        ["au", "bruck", "feld", "grund", "hagen", "horst", "rode", "see", "tal", "werder"],
        [
            ("Logistik", "Logistics"), ("Versicherung", "Insurance"), ("Technik", "Manufacturing"), ("Maschinenbau", "Manufacturing"), ("Energie", "Utilities"),
            ("Lebensmittel", "Food"), ("Kliniken", "Health care"), ("Verlag", "Media"), ("Textil", "Manufacturing"), ("Handel", "Retail"), ("Chemie", "Manufacturing"), ("Bank", "Banking"),
        ],
        [
            ("Leipzig", "DE", "GmbH"), ("Bremen", "DE", "GmbH"), ("Kassel", "DE", "GmbH & Co. KG"), ("Münster", "DE", "AG"), ("Ulm", "DE", "GmbH"),
            ("Rostock", "DE", "SE"), ("Graz", "AT", "GmbH"), ("Linz", "AT", "AG"), ("Basel", "CH", "AG"), ("Luzern", "CH", "SA"),
        ],
        ["Anke", "Bernd", "Carla", "Dietmar", "Elif", "Florian", "Greta", "Hannes", "Ida", "Jonas", "Katrin", "Leon", "Mirjam", "Uwe"],
        ["Albers", "Bergfeld", "Dreyer", "Ehlert", "Fuhrmann", "Grothe", "Hartwig", "Jessen", "Kolbe", "Lohmann", "Meinert", "Nagel", "Özkan", "Reuter"]
    );

    // csharpier-ignore - a table
    private static readonly MarketWords Benelux = new(
        ["Bever", "Dwars", "Elzen", "Gaast", "Haver", "Ijssel", "Kolk", "Meers", "Oever", "Polder", "Reet", "Wilgen"],
        ["beek", "dijk", "haven", "hoek", "kerke", "land", "rijk", "veen"],
        [("Logistiek", "Logistics"), ("Zuivel", "Food"), ("Energie", "Utilities"), ("Verzekeringen", "Insurance"), ("Bouw", "Construction"), ("Media", "Media"), ("Zorg", "Health care"), ("Techniek", "Manufacturing")],
        [("Utrecht", "NL", "B.V."), ("Groningen", "NL", "B.V."), ("Eindhoven", "NL", "N.V."), ("Gent", "BE", "NV"), ("Liège", "BE", "SA")],
        ["Anouk", "Bram", "Daan", "Femke", "Joris", "Lieke", "Maarten", "Sanne", "Thijs", "Wouter"],
        ["van Aalst", "Boerma", "Claes", "Dijkstra", "Goossens", "Hofman", "Jacobs", "Lemmens", "Postma", "Vermeer"]
    );

    // csharpier-ignore - a table
    private static readonly MarketWords France = new(
        ["Aube", "Brise", "Clair", "Dor", "Font", "Grive", "Lac", "Mont", "Orme", "Roche", "Sauge", "Val"],
        ["bois", "court", "fleur", "lande", "mare", "roc", "vaux", "vigne"],
        [("Énergie", "Utilities"), ("Transports", "Logistics"), ("Assurances", "Insurance"), ("Santé", "Health care"), ("Édition", "Media"), ("Alimentaire", "Food"), ("Industrie", "Manufacturing")],
        [("Nantes", "FR", "SAS"), ("Lille", "FR", "SA"), ("Lyon", "FR", "SARL"), ("Toulouse", "FR", "SAS"), ("Bilbao", "ES", "S.L."), ("Porto", "PT", "Lda")],
        ["Aurélie", "Baptiste", "Camille", "Étienne", "Inès", "Jérôme", "Léa", "Mathis", "Noémie", "Théo"],
        ["Aubert", "Besson", "Carlier", "Duchêne", "Fabre", "Garnier", "Lacroix", "Marchand", "Perrin", "Vasseur"]
    );
}

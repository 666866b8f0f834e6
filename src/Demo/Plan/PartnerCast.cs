using Entente.Access;
using Entente.Partners;

namespace Entente.Demo.Plan;

/// <summary>The twenty-four partners. Those of the design's screens come first, with their people.</summary>
internal static class PartnerCast
{
    public const string KestrelQuay = "kestrelquay";
    public const string NordvikData = "nordvikdata";
    public const string Brightmoor = "brightmoor";
    public const string Sablewood = "sablewood";
    public const string Vantora = "vantora";
    public const string Quillstone = "quillstone";
    public const string FerruleCloud = "ferrulecloud";
    public const string OndineLabs = "ondinelabs";
    public const string Ardentane = "ardentane";

    /// <summary>
    /// Partners whose own company the CRM holds, as it holds any other: each is taken for the partner's by its domain as the partner is taken up.
    /// </summary>
    public static IReadOnlyList<AccountPlan> InCrm { get; } =
    [
        Own(KestrelQuay, "Kestrel Quay", "Kestrel Quay Ltd", "Bristol", "GB", Market.Britain, "Harriet Pell"),
        Own(Brightmoor, "Brightmoor", "Brightmoor NV", "Ghent", "BE", Market.Europe, "Joris Maes"),
        Own(Vantora, "Vantora", "Vantora SRL", "Cluj-Napoca", "RO", Market.Europe, "Ilinca Pop"),
    ];

    private const string Edda = "edda.solberg@corvane.example";

    // csharpier-ignore - a table
    public static IReadOnlyList<PartnerPlan> All(NameMaker names) =>
    [
        Partner(names, KestrelQuay, "Kestrel Quay", PartnerType.Reseller, PartnerTier.Select, Market.Britain, StoryPlan.Maren, 33, 0, 24,
            ("Ines Calder", PartnerRole.Admin), ("Jonah Pryce", PartnerRole.Seller), ("Dilan Aksoy", PartnerRole.Technical), ("Freya Nunn", PartnerRole.Finance)),
        Partner(names, NordvikData, "Nordvik Data", PartnerType.Reseller, PartnerTier.Registered, Market.Nordics, StoryPlan.Maren, 20, 0, 16,
            ("Henrik Aasen", PartnerRole.Admin), ("Sofie Dahl", PartnerRole.Seller)),
        Partner(names, Brightmoor, "Brightmoor", PartnerType.SystemIntegrator, PartnerTier.Select, Market.Europe, StoryPlan.Maren, 48, 0, 22,
            ("Lotte Brandt", PartnerRole.Admin), ("Marcus Eyre", PartnerRole.Seller), ("Yusra Demir", PartnerRole.Technical)),
        Partner(names, Sablewood, "Sablewood Advisory", PartnerType.Referral, PartnerTier.Registered, Market.Britain, StoryPlan.Maren, 17, 0, 10,
            ("Graham Tull", PartnerRole.Admin)),
        Partner(names, Vantora, "Vantora", PartnerType.Services, PartnerTier.Registered, Market.Europe, StoryPlan.Maren, 29, 0, 16,
            ("Mirela Costin", PartnerRole.Admin), ("Piet Okker", PartnerRole.Seller)),
        Partner(names, Quillstone, "Quillstone", PartnerType.Reseller, PartnerTier.Registered, Market.Nordics, StoryPlan.Maren, 18, 0, 12,
            ("Anneli Rask", PartnerRole.Admin), ("Teemu Valo", PartnerRole.Seller)),
        Partner(names, FerruleCloud, "Ferrule Cloud", PartnerType.Marketplace, PartnerTier.Select, Market.Europe, Edda, 24, 0, 14,
            ("Dana Whitlow", PartnerRole.Admin), ("Arjun Sethi", PartnerRole.Seller)),
        Partner(names, OndineLabs, "Ondine Labs", PartnerType.Isv, PartnerTier.Select, Market.Europe, Edda, 22, 0, 10,
            ("Celeste Amory", PartnerRole.Admin), ("Boaz Lerner", PartnerRole.Technical)),
        Partner(names, Ardentane, "Ardentane", PartnerType.Referral, PartnerTier.Registered, Market.France, Edda, 16, 0, 6,
            ("Solène Hardy", PartnerRole.Admin)),
        Partner(names, "hallbrandt", "Hallbrandt Systeme", PartnerType.Reseller, PartnerTier.Elite, Market.German, Edda, 41, 0, 20,
            ("Jürgen Hallbrandt", PartnerRole.Admin), ("Silke Manz", PartnerRole.Seller)),
        Partner(names, "meridianforge", "Meridian Forge", PartnerType.Distributor, PartnerTier.Elite, Market.Europe, Edda, 52, 0, 14,
            ("Colm Devane", PartnerRole.Admin), ("Rita Sandoz", PartnerRole.Seller), ("Emil Krantz", PartnerRole.Finance)),
        Partner(names, "polderwind", "Polderwind IT", PartnerType.Msp, PartnerTier.Select, Market.Benelux, Edda, 27, 0, 12,
            ("Jolanda Veer", PartnerRole.Admin), ("Ruud Tamsma", PartnerRole.Technical)),
        Partner(names, "saltmarsh", "Saltmarsh Managed", PartnerType.Msp, PartnerTier.Registered, Market.Britain, StoryPlan.Maren, 19, 0, 10,
            ("Nell Orchard", PartnerRole.Admin)),
        Partner(names, "gneisshaus", "Gneisshaus", PartnerType.SystemIntegrator, PartnerTier.Registered, Market.German, Edda, 31, 0, 14,
            ("Dorothea Kienzle", PartnerRole.Admin), ("Paul Wiemer", PartnerRole.Seller)),
        Partner(names, "lumenfjord", "Lumenfjord", PartnerType.Services, PartnerTier.Registered, Market.Nordics, StoryPlan.Maren, 0, 24, 10),
        Partner(names, "cassiterra", "Cassiterra", PartnerType.Isv, PartnerTier.Registered, Market.France, Edda, 0, 40, 6),
        Partner(names, "otterbridge", "Otterbridge Digital", PartnerType.Agency, PartnerTier.Registered, Market.Britain, StoryPlan.Maren, 0, 61, 9),
        Partner(names, "vellichor", "Vellichor Integrations", PartnerType.Integration, PartnerTier.Registered, Market.Europe, Edda, 0, 83, 6),
        Partner(names, "eiderworks", "Eiderworks", PartnerType.Reseller, PartnerTier.Registered, Market.Nordics, StoryPlan.Maren, 0, 110, 10),
        Partner(names, "birchanchor", "Birch & Anchor", PartnerType.Referral, PartnerTier.Registered, Market.Britain, StoryPlan.Maren, 0, 139, 7),
        Partner(names, "trassenwerk", "Trassenwerk", PartnerType.Oem, PartnerTier.Registered, Market.German, Edda, 0, 172, 6),
        Partner(names, "scheldtpeak", "Scheldtpeak", PartnerType.Reseller, PartnerTier.Registered, Market.Benelux, Edda, 0, 205, 9),
        Partner(names, "farrowlight", "Farrowlight", PartnerType.Affiliate, PartnerTier.Registered, Market.Britain, StoryPlan.Maren, 0, 262, 5),
        Partner(names, "ozurel", "Ozurel Conseil", PartnerType.SystemIntegrator, PartnerTier.Registered, Market.France, Edda, 0, 318, 8),
    ];

    private static PartnerPlan Partner(
        NameMaker names,
        string key,
        string name,
        PartnerType type,
        PartnerTier tier,
        Market market,
        string manager,
        int sinceMonths,
        int joinsOnDay,
        int weight,
        params (string Name, PartnerRole Role)[] people
    )
    {
        var domain = key + ".example";
        List<PersonPlan> team = [.. people.Select(p => new PersonPlan(p.Name, Address(p.Name, domain), p.Role))];
        if (team.Count == 0)
        {
            var (admin, seller) = (names.Person(market, domain), names.Person(market, domain));
            team = [new(admin.Name, admin.Email, PartnerRole.Admin), new(seller.Name, seller.Email, PartnerRole.Seller)];
        }
        var region = VendorCast.TerritoryOf(market) ?? "Europe";
        return new(key, name, type, tier, market, region, domain, manager, sinceMonths, joinsOnDay, weight, team);
    }

    private static AccountPlan Own(string key, string name, string legal, string city, string country, Market market, string contact)
    {
        var domain = key + ".example";
        return new(
            new(name, legal, domain, city, country, "Software", market, contact, Address(contact, domain), "Office manager"),
            IsCustomer: false
        );
    }

    private static string Address(string name, string domain) => string.Join('.', name.Split(' ').Select(NameMaker.Plain)) + "@" + domain;
}

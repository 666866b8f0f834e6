using Entente.Registrations.Rules;

namespace Entente.Demo.Plan;

/// <summary>
/// The registrations that the design's screens show, with their very amounts and clocks: what a visitor who has seen a screen looks for.
/// </summary>
internal sealed class NamedDeals(StoryTime time, IReadOnlyDictionary<string, PartnerPlan> partners, NameMaker names)
{
    public const string Oakhaven = "oakhaven";
    public const string Aldermere = "aldermere";
    public const string Meridew = "meridew";

    private static TimeSpan Hours(int hours, int minutes = 0) => StoryTime.Clock(hours, minutes);

    private static readonly string[] InCrm =
    [
        "Strandholt Energi",
        "Thistlecrest Bank",
        "Pellworth Insurance",
        "Wexcombe Utilities",
        "Bracken Airways",
        "Kingsmere Energy",
        "Norreys University",
        "Marlowe Freight",
    ];

    private readonly Dictionary<string, CompanyPlan> companies = Companies().ToDictionary(c => c.Name, StringComparer.Ordinal);

    /// <summary>The stems that no invented company may bear.</summary>
    public static IEnumerable<string> Stems =>
        Companies().Concat(LikeAldermere()).Select(c => NameMaker.Plain(c.Name.Split(' ')[0])).Distinct(StringComparer.Ordinal);

    /// <summary>Those whom the CRM knows already, and three that look like Aldermere Foods without being it.</summary>
    public static IReadOnlyList<CompanyPlan> KnownToCrm() => [.. Companies().Where(c => InCrm.Contains(c.Name)), .. LikeAldermere()];

    public static CompanyPlan AldermereGroup => LikeAldermere()[0];

    /// <summary>Decided in the past; three protections end within a fortnight: in 3, 7 and 12 days.</summary>
    public IReadOnlyList<Course> Decided() =>
        [
            Won("Linmere Water", PartnerCast.KestrelQuay, 41_500, 152, wonDaysAgo: 16),
            Running("Oakhaven Media", PartnerCast.KestrelQuay, 61_500, 87, DealStage.Presentation, "Quote approval by Corvane") with
            {
                Key = Oakhaven,
                Notes =
                [
                    (
                        time.Working(3, new Dice(5)),
                        VendorCast.Tobias,
                        "Margin sits with our deal desk. I expect an answer by Thursday and will post it here."
                    ),
                ],
            },
            Running("Tarn Hill Logistics", PartnerCast.FerruleCloud, 94_000, 83, DealStage.Qualified, "Offer to the buyer"),
            Running("Wexcombe Utilities", PartnerCast.Vantora, 57_000, 78, DealStage.Decision, "SOW review"),
            Running("Norreys University", PartnerCast.Brightmoor, 92_000, 70, DealStage.Contract, "Go-live"),
            Running("Glasswing Studios", PartnerCast.FerruleCloud, 52_000, 60, DealStage.Contract, "Procurement call"),
            Running("Kingsmere Energy", PartnerCast.OndineLabs, 118_000, 55, DealStage.Decision, "Reference call"),
            Running("Penrose Marine", PartnerCast.KestrelQuay, 48_000, 49, DealStage.Contract, "Provision tenants"),
            Running("Thistlecrest Bank", PartnerCast.Brightmoor, 165_000, 44, DealStage.Presentation, "Second workshop"),
            Running("Dunholm Packaging", PartnerCast.Quillstone, 72_000, 40, DealStage.Qualified, "Fit call"),
            Running("Marlowe Freight", PartnerCast.OndineLabs, 76_000, 35, DealStage.Qualified, "Field session"),
            Running("Bracken Airways", PartnerCast.FerruleCloud, 138_000, 30, DealStage.Contract, "Usage review"),
            Running("Harbrook Legal", PartnerCast.Sablewood, 28_000, 27, DealStage.Presentation, "Second demo", RegistrationKind.Lead),
            Running("Ferncastle Hotels", PartnerCast.Ardentane, 33_000, 24, DealStage.Contract, "Signature", RegistrationKind.Lead),
        ];

    /// <summary>What waits for a decision now, each with another clock, and what waits for the partner.</summary>
    public IReadOnlyList<Course> Undecided()
    {
        var (asked, answered) = (time.ClockAgo(Hours(23, 50)), time.ClockAgo(Hours(18, 40)));
        return
        [
            Claim("Strandholt Energi", PartnerCast.NordvikData, 120_000, time.ClockAgo(Hours(50, 8)), "Observe, Lineage", 1),
            Claim("Aldermere Foods", PartnerCast.KestrelQuay, 84_000, time.ClockAgo(Hours(49, 25)), "Observe") with
            {
                Question = new(
                    asked,
                    InfoTopic.ProofOfEngagement,
                    "Who did you speak to at Aldermere, and when? Notes or an invitation will do.",
                    answered,
                    "We met their head of data on Friday. They trace quality issues across six plants by hand, and the audit is in autumn."
                ),
            },
            Claim(
                "Strandholt Energi",
                PartnerCast.Quillstone,
                96_000,
                time.ClockAgo(Hours(47)),
                "Observe",
                key: "strandholt-quillstone"
            ) with
            {
                Question = new(
                    time.ClockAgo(Hours(40)),
                    InfoTopic.WhoDecides,
                    "Who at Strandholt asked you to take this on, and who decides there?"
                ),
            },
            Asked(
                PartnerCast.Brightmoor,
                74_000,
                Hours(28),
                Hours(9),
                InfoTopic.BudgetOrTiming,
                "Is there a budget for this year, and when do they want to start?"
            ),
            Claim("Pellworth Insurance", PartnerCast.Brightmoor, 210_000, time.ClockAgo(Hours(24, 50)), "Observe, Lineage, Catalogue"),
            Claim(
                "Meridew Health",
                PartnerCast.Sablewood,
                46_000,
                time.ClockAgo(Hours(19, 18)),
                "Observe",
                kind: RegistrationKind.Lead
            ) with
            {
                Key = Meridew,
            },
            Asked(
                "polderwind",
                31_500,
                Hours(12),
                Hours(3),
                InfoTopic.CompanyDetails,
                "Which of their companies will sign? We find two at this address."
            ),
            Claim("Vellamo Ferries", PartnerCast.Vantora, 68_000, time.ClockAgo(Hours(1, 40)), "Observe"),
            Claim("Cobbleford Retail", PartnerCast.KestrelQuay, 39_500, time.ClockAgo(Hours(0, 25)), "Lineage", 1),
        ];
    }

    /// <summary>Approved yesterday: the fresh one on the list, whose first meeting is still to come.</summary>
    public Course JustApproved()
    {
        var partner = partners["saltmarsh"];
        var claim = ClaimOf(names.Company(Market.Britain), 27_500, "Observe", RegistrationKind.Deal, time.Today.AddDays(60));
        return new Course("fresh", partner, partner.People[0].Email, claim, time.ClockAgo(Hours(33)))
        {
            Decision = new(time.ClockAgo(Hours(17)), Verdict.Approve, partner.Manager),
        };
    }

    private Course Asked(string partner, int amount, TimeSpan submitted, TimeSpan asked, InfoTopic topic, string question)
    {
        var plan = partners[partner];
        var company = names.Company(plan.Market);
        var claim = ClaimOf(company, amount, "Observe", RegistrationKind.Deal, time.Today.AddDays(70));
        return new Course("asked-" + partner, plan, plan.People[^1].Email, claim, time.ClockAgo(submitted))
        {
            Question = new(time.ClockAgo(asked), topic, question),
        };
    }

    private Course Claim(
        string company,
        string partner,
        int amount,
        DateTimeOffset at,
        string product,
        int person = 0,
        RegistrationKind kind = RegistrationKind.Deal,
        string? key = null
    )
    {
        var plan = partners[partner];
        var claim = ClaimOf(companies[company], amount, product, kind, time.Today.AddDays(78));
        return new(key ?? NameMaker.Plain(company.Split(' ')[0]), plan, plan.People[person].Email, claim, at);
    }

    // Approved on that very day, so that the window ends on the day the screens show, whatever weekday it is.
    private Course Running(
        string company,
        string partner,
        int amount,
        int approvedDaysAgo,
        DealStage stage,
        string next,
        RegistrationKind kind = RegistrationKind.Deal
    )
    {
        var plan = partners[partner];
        var dice = new Dice((ulong)approvedDaysAgo);
        var claim = ClaimOf(companies[company], amount, "Observe", kind, time.Today.AddDays(15 + approvedDaysAgo % 20));
        var stages = (int)stage;
        return new Course(
            NameMaker.Plain(company.Split(' ')[0]),
            plan,
            plan.People[0].Email,
            claim,
            time.Working(approvedDaysAgo + 2, dice)
        )
        {
            Decision = new(time.DaysAgo(approvedDaysAgo, 10, 40), Verdict.Approve, plan.Manager),
            Meeting = time.Working(approvedDaysAgo - 10, dice),
            Moves =
            [
                .. Enumerable
                    .Range(1, stages)
                    .Select(s => new Move(
                        time.Working(Between(approvedDaysAgo, s, stages), dice),
                        (DealStage)s,
                        s == stages ? next : null
                    )),
            ],
        };
    }

    private Course Won(string company, string partner, int amount, int approvedDaysAgo, int wonDaysAgo) =>
        Running(company, partner, amount, approvedDaysAgo, DealStage.Contract, "Order") with
        {
            Moves =
            [
                .. Running(company, partner, amount, approvedDaysAgo, DealStage.Contract, "Order")
                    .Moves.Where(m => time.DaysSince(m.At) > wonDaysAgo + 3),
            ],
            Ending = new(time.Working(wonDaysAgo, new Dice(3)), true, amount, ""),
        };

    // From a fortnight after the approval up to two days ago, spread evenly; never on one day.
    private static int Between(int approvedDaysAgo, int step, int steps) =>
        approvedDaysAgo - 14 > steps * 3 ? 4 + (approvedDaysAgo - 18) * (steps - step) / Math.Max(1, steps) : 4 + (steps - step) * 3;

    private ClaimPlan ClaimOf(CompanyPlan company, int amount, string product, RegistrationKind kind, DateOnly close) =>
        new(kind, company, amount, product, Problems.For(company.Industry), StageGuess.DiscoveryScheduled, close);

    // csharpier-ignore - a table
    private static IReadOnlyList<CompanyPlan> LikeAldermere() =>
    [
        Of("Aldermere Food Group", "Ltd", "aldermeregroup", "York", "GB", "Food", Market.Britain, "Peter Lanyon", "Group finance director"),
        Of("Aldermere Logistics", "Ltd", "aldermerelog", "Hull", "GB", "Logistics", Market.Britain, "Janet Howell", "Fleet manager"),
        Of("Alder & Mere Bakeries", "Ltd", "aldmere", "Bath", "GB", "Food", Market.Britain, "Simon Orchard", "Managing director"),
    ];

    // csharpier-ignore - a table
    private static IReadOnlyList<CompanyPlan> Companies() =>
    [
        Of("Aldermere Foods", "Ltd", "aldermere", "York", "GB", "Food", Market.Britain, "Rosalind Ashdown", "Head of data"),
        Of("Oakhaven Media", "Ltd", "oakhaven", "Leeds", "GB", "Media", Market.Britain, "Miles Trevanion", "Head of data"),
        Of("Strandholt Energi", "AB", "strandholt", "Göteborg", "SE", "Utilities", Market.Nordics, "Elin Sjöstrand", "Head of operations"),
        Of("Pellworth Insurance", "plc", "pellworth", "Bristol", "GB", "Insurance", Market.Britain, "Adrian Mole-Carey", "Chief information officer"),
        Of("Meridew Health", "Ltd", "meridew", "Norwich", "GB", "Health care", Market.Britain, "Joan Abiola", "Head of quality"),
        Of("Vellamo Ferries", "Oy", "vellamo", "Turku", "FI", "Shipping", Market.Nordics, "Outi Lahti", "Chief operating officer"),
        Of("Cobbleford Retail", "Ltd", "cobbleford", "Leeds", "GB", "Retail", Market.Britain, "Sunil Mehra", "IT director"),
        Of("Dunholm Packaging", "Ltd", "dunholm", "Hull", "GB", "Manufacturing", Market.Britain, "Kirsty Ballard", "Head of operations"),
        Of("Penrose Marine", "Ltd", "penrosemarine", "Exeter", "GB", "Shipping", Market.Britain, "Jago Trelawne", "IT director"),
        Of("Linmere Water", "plc", "linmere", "Norwich", "GB", "Utilities", Market.Britain, "Fiona Barrasford", "Data platform lead"),
        Of("Wexcombe Utilities", "Ltd", "wexcombe", "Bristol", "GB", "Utilities", Market.Britain, "Alun Prothero", "Head of data"),
        Of("Norreys University", "", "norreys", "York", "GB", "Education", Market.Britain, "Helena Stroud", "Chief information officer"),
        Of("Tarn Hill Logistics", "Ltd", "tarnhill", "Leeds", "GB", "Logistics", Market.Britain, "Craig Dunmore", "Chief operating officer"),
        Of("Glasswing Studios", "Ltd", "glasswing", "Bristol", "GB", "Media", Market.Britain, "Phoebe Larkin", "Head of operations"),
        Of("Bracken Airways", "plc", "brackenair", "Belfast", "GB", "Travel", Market.Britain, "Niall Corrigan", "Head of data"),
        Of("Marlowe Freight", "Ltd", "marlowefreight", "Hull", "GB", "Logistics", Market.Britain, "Beth Arkwright", "IT director"),
        Of("Kingsmere Energy", "plc", "kingsmere", "Cardiff", "GB", "Utilities", Market.Britain, "Idris Vaughan", "Head of operations"),
        Of("Harbrook Legal", "LLP", "harbrook", "London", "GB", "Legal", Market.Britain, "Celia Winthrop", "Chief operating officer"),
        Of("Ferncastle Hotels", "SAS", "ferncastle", "Lyon", "FR", "Travel", Market.France, "Marc Delorme", "Finance director"),
        Of("Thistlecrest Bank", "plc", "thistlecrest", "Glasgow", "GB", "Banking", Market.Britain, "Moira Kinnaird", "Head of data"),
    ];

    private static CompanyPlan Of(
        string name,
        string form,
        string host,
        string city,
        string country,
        string industry,
        Market market,
        string contact,
        string role
    ) =>
        new(
            name,
            $"{name} {form}".Trim(),
            host + ".example",
            city,
            country,
            industry,
            market,
            contact,
            string.Join('.', contact.Split(' ').Select(NameMaker.Plain)) + $"@{host}.example",
            role
        );
}

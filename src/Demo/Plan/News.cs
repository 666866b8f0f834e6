using Entente.Engagement.Rules;

namespace Entente.Demo.Plan;

/// <summary>What Corvane tells its partners: one thing to confirm, one that is over, one for a segment, one that is live and also stands on deals.</summary>
/// <param name="Days">How long it stays; null: until somebody ends it.</param>
/// <param name="ConfirmIn">In how many days from now it is to be confirmed; null: nobody has to.</param>
internal sealed record NewsPlan(
    string Key,
    int DaysAgo,
    IReadOnlyList<NewsText> Texts,
    Audience Audience,
    int? Days = null,
    int? ConfirmIn = null
)
{
    /// <summary>The segment that it is for instead, by what it is called.</summary>
    public string? Segment { get; init; }
    public IReadOnlyList<string> Motions { get; init; } = [];
    public IReadOnlyList<string> Stages { get; init; } = [];

    /// <summary>Who opened it, who followed a link in it, who confirmed it: by mail address.</summary>
    public IReadOnlyList<string> Opened { get; init; } = [];
    public IReadOnlyList<string> Confirmed { get; init; } = [];
}

internal static class News
{
    public const string Writer = "hugh.pembry@corvane.example";

    private static readonly AudienceRule HigherTiers = new(Facet.Tier, ["Select", "Elite"]);

    public static IReadOnlyList<NewsPlan> All { get; } =
    [
        new(
            "price-hold",
            98,
            [
                new(
                    "en",
                    "Last year’s prices hold until the end of the quarter",
                    "Quotes that are out keep last year’s prices until the quarter ends.\n\n- It holds for quotes with a number\n- Renewals are not part of it"
                ),
            ],
            new([new([new(Facet.Type, ["Reseller", "Distributor"])])]),
            Days: 40
        )
        {
            Opened =
            [
                StoryPlan.Ines,
                "jonah.pryce@kestrelquay.example",
                "henrik.aasen@nordvikdata.example",
                "silke.manz@hallbrandt.example",
                "colm.devane@meridianforge.example",
                "anneli.rask@quillstone.example",
            ],
        },
        new(
            "observe-six",
            24,
            [
                new(
                    "en",
                    "Observe 6 changes what you configure",
                    "Observe 6 replaces the SKUs of Observe 5 for new quotes. Quotes that are out stay as they are.\n\n- Name the edition in every new quote\n- Old SKUs are refused from the first of next month\n\n[The SKU list](https://corvane.example/observe-6/skus) says which old one becomes which new one."
                ),
                new(
                    "de",
                    "Observe 6 ändert, was Sie konfigurieren",
                    "Observe 6 löst für neue Angebote die Artikelnummern von Observe 5 ab. Angebote, die draußen sind, bleiben, wie sie sind.\n\n- Nennen Sie in jedem neuen Angebot die Edition\n- Alte Nummern werden ab dem nächsten Ersten nicht mehr angenommen\n\n[Die Liste](https://corvane.example/observe-6/skus) sagt, welche alte Nummer zu welcher neuen wird."
                ),
            ],
            new([new([HigherTiers])]),
            ConfirmIn: 12
        )
        {
            Confirmed =
            [
                "jonah.pryce@kestrelquay.example",
                "dilan.aksoy@kestrelquay.example",
                "lotte.brandt@brightmoor.example",
                "marcus.eyre@brightmoor.example",
                "mirela.costin@vantora.example",
                "piet.okker@vantora.example",
                "dana.whitlow@ferrulecloud.example",
                "arjun.sethi@ferrulecloud.example",
                "celeste.amory@ondinelabs.example",
                "silke.manz@hallbrandt.example",
                "colm.devane@meridianforge.example",
                "rita.sandoz@meridianforge.example",
                "jolanda.veer@polderwind.example",
            ],
            Opened = ["ruud.tamsma@polderwind.example"],
        },
        new(
            "board-agenda",
            16,
            [
                new(
                    "en",
                    "The advisory board’s next agenda",
                    "Three questions on which we want your word before anything is decided:\n\n- How long a protection should hold in the public sector\n- Whether second partners should be named earlier\n- What a tier should ask for in certificates"
                ),
            ],
            new([])
        )
        {
            Segment = SegmentsPlan.Board,
            Opened = ["silke.manz@hallbrandt.example", "lotte.brandt@brightmoor.example"],
        },
        new(
            "takeout",
            9,
            [
                new(
                    "en",
                    "Replace an old data stack, earn a flat reward",
                    "For every deal in which Observe replaces a competitor, your company gets a flat reward when it is won.\n\n- Name the product that is replaced in the deal\n- Send its last invoice or contract as proof\n\nThe terms: https://corvane.example/takeout",
                    "€1,500 for every old data stack that you replace"
                ),
            ],
            Audience.Everybody,
            Days: 100
        )
        {
            Motions = ["reseller", "services"],
            Stages = ["Discovery", "Evaluation", "Proposal"],
            Opened =
            [
                "jonah.pryce@kestrelquay.example",
                "sofie.dahl@nordvikdata.example",
                "marcus.eyre@brightmoor.example",
                "graham.tull@sablewood.example",
                "teemu.valo@quillstone.example",
                "rita.sandoz@meridianforge.example",
                "nell.orchard@saltmarsh.example",
                "dorothea.kienzle@gneisshaus.example",
            ],
        },
    ];

    /// <summary>Published in a morning; read and confirmed on the days after.</summary>
    public static IEnumerable<StoryAct> Acts(StoryTime time)
    {
        foreach (var plan in All)
        {
            var day = StoryTime.Calendar.StartOf(time.Today.AddDays(-plan.DaysAgo)).AddHours(9);
            yield return new AnnouncementPublished(day, plan);
            var readers = plan.Confirmed.Select(c => (By: c, Confirms: true)).Concat(plan.Opened.Select(o => (By: o, Confirms: false)));
            foreach (var (reader, n) in readers.Select((r, n) => (r, n)))
            {
                var at = day.AddHours(5 + (n * 11));
                yield return new AnnouncementRead(at < time.Now ? at : time.Now.AddMinutes(-200 + n), plan.Key, reader.By, reader.Confirms);
            }
        }
    }
}

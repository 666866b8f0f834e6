using Entente.Crm;
using Entente.Crm.Mapping;
using Entente.Crm.Port;
using Entente.Pipeline;
using Entente.Pipeline.Rules;
using Entente.Platform.Values;
using FsCheck;
using FsCheck.Fluent;

namespace Entente.Rules.Pipeline;

public sealed class DealReadingTest
{
    private static readonly DateTimeOffset At = new(2026, 3, 12, 10, 20, 0, TimeSpan.Zero);

    private static readonly List<CrmStageCard> Stages =
    [
        Stage("p1", "a", "Qualification", 0, EntenteStage.Discovery, 20),
        Stage("p1", "won", "Closed won", 2, EntenteStage.Won, 100),
        Stage("p1", "b", "Contract", 1, EntenteStage.Commitment, 80),
        Stage("p1", "lost", "Closed lost", 3, EntenteStage.Lost, 0),
        Stage("p2", "a", "Intro logged", 0, EntenteStage.Introduced, 10),
    ];

    private static readonly DealReading Reading = new(Stages, new Dictionary<string, string> { ["7"] = "Tess Calder" });

    [Fact]
    public void Every_field_is_read_into_the_words_of_the_pipeline()
    {
        var read = Reading.Read(
            Deal(
                ("name", "Oakhaven Media"),
                ("pipeline", "p1"),
                ("stage", "b"),
                ("amount", "61500.5"),
                ("currency", "EUR"),
                ("close_date", "2026-05-29"),
                ("owner_id", "7"),
                ("next_step", "Send the quote"),
                ("created_at", "2026-03-01T08:00:00.000Z")
            )
        );

        read.Name.ShouldBe("Oakhaven Media");
        read.Stage.ShouldBe(new("b", "Contract", 2, 2, new Percent(80), OpportunityState.Open) { Means = EntenteStage.Commitment });
        read.Amount.ShouldBe(new Money(61_500_50, "EUR"));
        read.CloseDate.ShouldBe(new DateOnly(2026, 5, 29));
        read.Owner.ShouldBe(new DealOwner("7", "Tess Calder"));
        read.CreatedAt.ShouldBe(new DateTimeOffset(2026, 3, 1, 8, 0, 0, TimeSpan.Zero));
        read.AccountCrmId.ShouldBe("c2", "the primary company, not the first one");
    }

    [Theory]
    [InlineData("p1", "won", OpportunityState.Won, 0)]
    [InlineData("p1", "lost", OpportunityState.Lost, 0)]
    [InlineData("p2", "a", OpportunityState.Open, 1)]
    [InlineData("gone", "b", OpportunityState.Open, 2)]
    [InlineData("p1", "brand new", OpportunityState.Open, 0)]
    public void A_stage_is_known_within_its_pipeline(string pipeline, string stage, OpportunityState state, int number)
    {
        var read = Reading.Read(Deal(("pipeline", pipeline), ("stage", stage))).Stage;

        (read.State, read.Number).ShouldBe((state, number));
        if (pipeline == "p2")
            read.Label.ShouldBe("Intro logged");
    }

    [Theory]
    [InlineData("1e30", "EUR")]
    [InlineData("12.50", null)]
    [InlineData("a lot", "EUR")]
    [InlineData("12.50", "EURO")]
    [InlineData(null, "EUR")]
    public void An_amount_that_cannot_be_right_is_none(string? amount, string? currency) =>
        Reading.Read(Deal(("amount", amount), ("currency", currency))).Amount.ShouldBeNull();

    [Fact]
    public void A_stage_that_an_admin_has_mapped_counts_as_what_it_means_and_partners_read_that()
    {
        var read = new DealReading(
            [.. Stages.Select(s => s.Id == "b" ? s with { Means = EntenteStage.Won, Mapped = true } : s)],
            Nobody
        ).Read(Deal(("pipeline", "p1"), ("stage", "b")));

        read.Stage.ShouldBe(
            new("b", "Contract", 0, 1, Percent.Hundred, OpportunityState.Won) { Means = EntenteStage.Won, Outward = "Won" }
        );
    }

    [Fact]
    public void Under_a_mapping_the_open_stages_stand_in_the_order_of_what_they_mean()
    {
        var turned = new DealReading(
            [
                .. Stages.Select(s =>
                    s switch
                    {
                        { Pipeline: "p1", Id: "a" } => s with { Means = EntenteStage.Proposal, Mapped = true },
                        { Pipeline: "p1", Id: "b" } => s with { Means = EntenteStage.Introduced },
                        _ => s,
                    }
                ),
            ],
            Nobody
        );

        turned.Read(Deal(("pipeline", "p1"), ("stage", "a"))).Stage.Number.ShouldBe(2);
        turned.Read(Deal(("pipeline", "p1"), ("stage", "b"))).Stage.Number.ShouldBe(1);
        turned.Read(Deal(("pipeline", "p1"), ("stage", "b"))).Stage.Outward.ShouldBeNull("nobody has mapped that one");
    }

    [Fact]
    public void Whatever_an_admin_maps_state_place_and_partners_word_agree_with_it() =>
        Prop.ForAll(
                ArbMap.Default.ArbFor<EntenteStage[]>(),
                meanings =>
                {
                    var mapped = Stages.Select((s, i) => i < meanings.Length ? s with { Means = meanings[i], Mapped = true } : s).ToList();
                    var reading = new DealReading(mapped, Nobody);
                    foreach (var stage in mapped)
                    {
                        var read = reading.Read(Deal(("pipeline", stage.Pipeline), ("stage", stage.Id))).Stage;
                        var open = mapped.Count(s => s.Pipeline == stage.Pipeline && s.Means.IsOpen());
                        (read.State is OpportunityState.Open).ShouldBe(stage.Means.IsOpen());
                        (read.State is OpportunityState.Won).ShouldBe(stage.Means is EntenteStage.Won);
                        read.Of.ShouldBe(open);
                        (read.Number > 0).ShouldBe(stage.Means.IsOpen());
                        read.Number.ShouldBeLessThanOrEqualTo(open);
                        (read.Outward == stage.Means.Words()).ShouldBe(stage.Mapped);
                    }
                    return true;
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void No_record_can_make_the_reading_fail() =>
        Prop.ForAll(
                ArbMap.Default.ArbFor<string?>(),
                ArbMap.Default.ArbFor<string?>(),
                (one, two) =>
                {
                    foreach (
                        var field in (string[])["name", "stage", "pipeline", "amount", "currency", "close_date", "owner_id", "created_at"]
                    )
                        Reading.Read(Deal((field, one), ("currency", two)));
                    return true;
                }
            )
            .QuickCheckThrowOnFailure();

    private static Dictionary<string, string> Nobody => [];

    private static CrmStageCard Stage(string pipeline, string id, string label, int position, EntenteStage means, decimal probability) =>
        new(pipeline, pipeline == "p1" ? "Sales" : "Partners", id, label, position, !means.IsOpen(), means is EntenteStage.Won, probability)
        {
            Means = means,
        };

    private static CrmDeal Deal(params (string Key, string? Value)[] fields) =>
        new(
            new(Guid.Parse("0195f000-0000-7000-8000-000000000001")),
            new(
                CrmObject.Deal,
                "d1",
                fields.GroupBy(f => f.Key).ToDictionary(f => f.Key, f => f.Last().Value),
                At,
                false,
                [new(CrmObject.Account, "c1"), new(CrmObject.Account, "c2", Primary: true)],
                []
            ),
            null,
            [],
            "https://crm.example/d1",
            false,
            false
        );
}

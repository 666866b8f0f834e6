using Entente.Crm;
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

    private static readonly DealReading Reading = new(
        [
            new("p1", "Sales", "a", "Qualification", 0, false, false, 20),
            new("p1", "Sales", "won", "Closed won", 2, true, true, 100),
            new("p1", "Sales", "b", "Contract", 1, false, false, 80),
            new("p1", "Sales", "lost", "Closed lost", 3, true, false, 0),
            new("p2", "Partners", "a", "Intro logged", 0, false, false, 10),
        ],
        new Dictionary<string, string> { ["7"] = "Tess Calder" }
    );

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
        read.Stage.ShouldBe(new("b", "Contract", 2, 2, new Percent(80), OpportunityState.Open));
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

using Entente.Portal.Home;
using Entente.Portal.Setup;
using Entente.Portal.Today;
using FsCheck;
using FsCheck.Fluent;

namespace Entente.Rules.Portal;

/// <summary>What is late or ending stands at the top.</summary>
public sealed class TodayOrderTest
{
    private static readonly DateTimeOffset Now = new(2026, 3, 12, 10, 20, 0, TimeSpan.Zero);

    private static readonly Gen<TodayRow> AllRows =
        from title in Gen.Elements("Aldermere Foods", "Oakhaven Media", "Strandholt Energi")
        from due in Gen.Choose(-100, 100)
        from kind in Gen.Choose(0, 3)
        select kind switch
        {
            0 => new TodayRow(title, "/x"),
            1 => new TodayRow(title, "/x") { Clock = new(Now.AddHours(due), Now) },
            3 => new TodayRow(title, "/x") { By = Now.AddHours(due) },
            _ => new TodayRow(title, "/x") { Clock = new(Now.AddHours(due), Now) { StoppedSince = Now } },
        };

    [Fact]
    public void Running_clocks_come_first_in_the_order_they_end_and_stopped_ones_last() =>
        Prop.ForAll(
                AllRows.ListOf().ToArbitrary(),
                rows =>
                {
                    var sorted = TodayOrder.Rows(rows);
                    var running = sorted.TakeWhile(r => r.Clock is { StoppedSince: null }).ToList();
                    var rest = sorted.Skip(running.Count).ToList();
                    return sorted.Count == rows.Count
                        && running.Zip(running.Skip(1)).All(p => p.First.Clock!.Due <= p.Second.Clock!.Due)
                        && rest.Where(r => r.By is not null)
                            .Select(r => r.By)
                            .SequenceEqual(rest.Select(r => r.By).Where(b => b is not null).Order())
                        && rest.All(r => r.Clock is null or { StoppedSince: not null })
                        && rest.SkipWhile(r => r.Clock is null).All(r => r.Clock is not null);
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void The_queue_whose_clock_ends_first_stands_above_the_others_and_cards_below()
    {
        TodaySection[] sections =
        [
            new("card", "Protection ending", TodayPlace.Card, 1, [new("Oakhaven", "/o") { Protection = (Now, Now.AddHours(1)) }]),
            new("later", "Later", TodayPlace.Queue, 1, [new("A", "/a") { Clock = new(Now.AddHours(9), Now) }]),
            new("none", "None", TodayPlace.Queue, 0, []),
            new("sooner", "Sooner", TodayPlace.Queue, 1, [new("B", "/b") { Clock = new(Now.AddHours(2), Now) }]),
        ];
        TodayOrder.Sections(sections).Select(s => s.Id).ShouldBe(["sooner", "later", "none", "card"]);
    }

    [Theory]
    [InlineData(9, "Ines Calder", "Good morning, Ines")]
    [InlineData(12, "Ines", "Good afternoon, Ines")]
    [InlineData(23, "", "Good evening")]
    [InlineData(3, "Ines Calder", "Good evening, Ines")]
    public void The_home_greets_by_the_hour(int hour, string name, string greeting) => Salutation.For(hour, name).ShouldBe(greeting);

    [Theory]
    [InlineData("Corvane", "corvane")]
    [InlineData("Müller & Söhne GmbH", "muller-sohne-gmbh")]
    [InlineData("  --- ", "")]
    [InlineData("株式会社", "")]
    public void A_company_s_short_name_fits_an_address(string company, string name) => ShortName.Of(company).ShouldBe(name);

    [Fact]
    public void Any_company_name_gives_a_short_name_of_letters_digits_and_single_dashes() =>
        Prop.ForAll(
                ArbMap.Default.ArbFor<string?>(),
                text =>
                {
                    var name = ShortName.Of(text ?? "");
                    return name.Length <= 40
                        && name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-')
                        && !name.StartsWith('-')
                        && !name.EndsWith('-')
                        && !name.Contains("--", StringComparison.Ordinal);
                }
            )
            .QuickCheckThrowOnFailure();
}

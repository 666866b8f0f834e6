using Entente.Conflicts.Rules;
using Entente.Pipeline;
using Entente.Registrations.Rules;
using FsCheck;
using FsCheck.Fluent;

namespace Entente.Rules.Conflicts;

/// <summary>Shares lose and make nothing; letters hold nothing of the other side; clocks keep business days; figures add up.</summary>
public sealed class SharesAndLettersTest
{
    private static readonly DateTimeOffset Friday = new(2026, 3, 13, 15, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Equal_shares_sum_to_the_whole_exactly_and_differ_by_a_basis_point_at_most() =>
        Prop.ForAll(
                Gen.Choose(1, 500).ToArbitrary(),
                count =>
                {
                    var shares = Shares.Equal(count);
                    return shares.Count == count && shares.Sum() == Shares.Whole && shares.Max() - shares.Min() <= 1;
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Together_they_never_go_above_the_whole() =>
        Prop.ForAll(
                Gen.Choose(-10, 6000).ListOf().ToArbitrary(),
                points =>
                {
                    var fault = Shares.Fault([.. points.Select(p => new RoleShare(DealRole.Resale, p))]);
                    return fault is null == (points.All(p => p is >= 0 and <= Shares.Whole) && points.Sum() <= Shares.Whole);
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void What_a_field_shows_is_read_as_it_was() =>
        Prop.ForAll(
                Gen.Choose(0, Shares.Whole).ToArbitrary(),
                points => Shares.Read(Shares.Plain(points)) == points && Shares.Read(Shares.Percent(points)) == points
            )
            .QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("33,34", 3334)]
    [InlineData(" 50 % ", 5000)]
    [InlineData("33.345", null)]
    [InlineData("-1", null)]
    [InlineData("1e3", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void Shares_are_read_as_people_type_them(string? typed, int? points) => Shares.Read(typed).ShouldBe(points);

    [Fact]
    public void A_letter_holds_no_name_or_number_that_its_reader_s_own_facts_do_not() =>
        Prop.ForAll(
                Facts.ToArbitrary(),
                facts =>
                {
                    var letter = Letters.Of(facts);
                    var text = string.Join('\n', [letter.Subject, letter.Verdict, .. letter.Paragraphs]);
                    return Letters.Names(text, [.. Letters.Tokens("Vantora Systems", "DR-2044"), "CF-7"]) is null
                        && letter.Subject.Contains(facts.Company, StringComparison.Ordinal)
                        && text.Contains(facts.AppealUntil, StringComparison.Ordinal);
                }
            )
            .QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("It was vantora.", true)]
    [InlineData("See dr-2044, please", true)]
    [InlineData("VANTORA SYSTEMS was first", true)]
    [InlineData("An advantorage", false)]
    [InlineData("DR-20441 is yours", false)]
    [InlineData("", false)]
    public void A_name_is_found_as_a_word_whatever_its_case(string words, bool found) =>
        (Letters.Names(words, Letters.Tokens("Vantora Systems", "DR-2044")) is not null).ShouldBe(found);

    [Fact]
    public void The_promises_run_through_business_days()
    {
        var calendar = Policy.Default.Calendar("Europe/London");

        CaseClock.AcknowledgeBy(Friday, calendar).ShouldBe(Friday.AddDays(3), "Friday to Monday");
        CaseClock.PlanBy(Friday, calendar).ShouldBe(Friday.AddDays(7));
    }

    [Fact]
    public void Reminders_come_once_each_in_order_and_end_with_the_breach() =>
        Prop.ForAll(
                Gen.Choose(0, 400).ToArbitrary(),
                hours =>
                {
                    var calendar = Policy.Default.Calendar("Europe/London");
                    var (from, due) = (Friday.AddHours(hours), CaseClock.PlanBy(Friday.AddHours(hours), calendar));
                    var half = CaseClock.Next(from, due, CaseMark.None, calendar)!.Value;
                    return from <= half
                        && half < due
                        && CaseClock.Reached(from, due, calendar, half.AddTicks(-1)) == CaseMark.None
                        && CaseClock.Reached(from, due, calendar, half) == CaseMark.Half
                        && CaseClock.Next(from, due, CaseMark.Half, calendar) == due
                        && CaseClock.Reached(from, due, calendar, due) == CaseMark.Late
                        && CaseClock.Next(from, due, CaseMark.Late, calendar) is null;
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void The_rows_of_the_table_add_up_to_the_figures() =>
        Prop.ForAll(
                Cases.ListOf().ToArbitrary(),
                Gen.Choose(0, 50).ToArbitrary(),
                (cases, registrations) =>
                {
                    var made = CaseFigures.Of([.. cases], registrations);
                    return made.Causes.Sum(c => c.Cases) == made.Cases
                        && made.Causes.Sum(c => c.Open) == made.Open
                        && made.Causes.Sum(c => c.Avoided) == made.Avoided
                        && made.Causes.Sum(c => c.Open + c.Decided + c.Avoided) == made.Cases
                        && (made.Rate is null) == (registrations == 0);
                }
            )
            .QuickCheckThrowOnFailure();

    private static Gen<CaseFact> Cases =>
        from cause in Gen.Elements(Enum.GetValues<SignalCode>())
        from end in Gen.Elements<CaseEnd?>(null, CaseEnd.Decided, CaseEnd.FellAway)
        from hours in Gen.Choose(1, 500)
        select new CaseFact(ConflictKind.Vertical, cause, Friday, end is null ? null : Friday.AddHours(hours), end, true, 0, 0);

    private static Gen<LetterFacts> Facts =>
        from how in Gen.Elements(Enum.GetValues<Settlement>())
        from leads in Gen.Elements(true, false)
        from numbered in Gen.Elements(true, false)
        from ruled in Gen.Elements(true, false)
        from points in Gen.Choose(0, Shares.Whole)
        select new LetterFacts(
            "Aldermere Foods",
            numbered ? "DR-1048" : null,
            how,
            leads,
            ruled ? "First qualified submission" : null,
            ruled ? "Qualified 3 Mar 2026" : null,
            how is Settlement.Split ? "Observe" : null,
            how is Settlement.Shared ? new RoleShare(DealRole.Services, points) : null,
            leads ? "Well done." : null,
            "20 Mar 2026"
        );
}

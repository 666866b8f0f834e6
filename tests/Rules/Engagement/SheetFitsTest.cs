using Entente.Engagement.Rules;
using FsCheck;
using FsCheck.Fluent;

namespace Entente.Rules.Engagement;

/// <summary>On which deals an announcement stands.</summary>
public sealed class SheetFitsTest
{
    private static readonly string[] Motions = ["reseller", "referral", "services"];
    private static readonly string?[] Stages = ["Qualify", "Quote", "Negotiate", null];

    private static readonly Gen<AnnouncementSheet> Sheets =
        from motions in Gen.SubListOf(Motions)
        from stages in Gen.SubListOf(Stages.OfType<string>().ToArray())
        select Sheet([.. motions], [.. stages]);

    private static AnnouncementSheet Sheet(IReadOnlyList<string> motions, IReadOnlyList<string> stages) =>
        new([new("en", "Title", "Body")], new([]), true, null, null, null, motions, stages);

    [Theory]
    [InlineData("", "", "reseller", "Quote", false)]
    [InlineData("reseller", "", "reseller", "Quote", true)]
    [InlineData("reseller", "", "reseller", null, true)]
    [InlineData("reseller", "", "referral", "Quote", false)]
    [InlineData("", "Quote", "referral", "Quote", true)]
    [InlineData("", "Quote", "referral", "Qualify", false)]
    [InlineData("", "Quote", "referral", null, false)]
    [InlineData("reseller", "Quote", "reseller", "Quote", true)]
    [InlineData("reseller", "Quote", "reseller", "Qualify", false)]
    [InlineData("reseller", "Quote", "referral", "Quote", false)]
    public void It_stands_on_deals_sold_so_in_such_a_stage(string motions, string stages, string motion, string? stage, bool fits) =>
        Sheet([.. Some(motions)], [.. Some(stages)]).Fits(motion, stage).ShouldBe(fits);

    [Fact]
    public void A_stage_that_the_reader_may_not_know_chooses_nothing() =>
        Prop.ForAll(
                (from sheet in Sheets from motion in Gen.Elements(Motions) select (sheet, motion)).ToArbitrary(),
                given => !given.sheet.Fits(given.motion, null) || given.sheet.Stages.Count == 0
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void To_name_one_more_of_what_is_named_already_takes_no_deal_away() =>
        Prop.ForAll(
                (
                    from sheet in Sheets
                    from motion in Gen.Elements(Motions)
                    from stage in Gen.Elements(Stages)
                    from more in Gen.Elements(Motions)
                    select (sheet, motion, stage, more)
                ).ToArbitrary(),
                given =>
                {
                    var (sheet, motion, stage, more) = given;
                    var wider = sheet with { Motions = [.. sheet.Motions, more] };
                    return sheet.Motions.Count == 0 || !sheet.Fits(motion, stage) || wider.Fits(motion, stage);
                }
            )
            .QuickCheckThrowOnFailure();

    private static string[] Some(string words) => words.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}

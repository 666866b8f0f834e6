using Entente.Crm.Port;
using Entente.Partners;
using Entente.Partners.Crm;
using Entente.Partners.Rules;
using Entente.Platform.Values;
using FsCheck;
using FsCheck.Fluent;

namespace Entente.Rules.Partners;

/// <summary>What the CRM is told of when a partner was last active.</summary>
public sealed class LastActivityTest
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void However_much_is_said_it_moves_once_on_every_day_on_which_something_was_said_and_never_back() =>
        Prop.ForAll(
                Gen.Choose(0, 20 * 24 * 60).ListOf().ToArbitrary(),
                minutes =>
                {
                    var said = minutes.Order().Select(m => Start.AddMinutes(m)).ToList();
                    var told = new List<DateTimeOffset>();
                    foreach (var at in said)
                        if (LastActivity.Moves(told.Count == 0 ? null : told[^1], at))
                            told.Add(at);
                    // What comes late tells nothing new.
                    var late = said.TrueForAll(at => !LastActivity.Moves(told[^1], at));
                    return late
                        && told.Select(t => t.UtcDateTime.Date).SequenceEqual(said.Select(s => s.UtcDateTime.Date).Distinct())
                        && told.SequenceEqual(told.Order());
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void An_act_of_its_own_counts_at_once_and_an_older_one_changes_nothing()
    {
        LastActivity.Newest(null, Start).ShouldBe(Start);
        LastActivity.Newest(Start, Start.AddMinutes(1)).ShouldBe(Start.AddMinutes(1));
        LastActivity.Newest(Start, Start.AddMinutes(-1)).ShouldBe(Start);
    }

    [Fact]
    public void A_company_that_is_the_partners_no_more_loses_all_it_was_told_and_no_unknown_day_clears_one()
    {
        var partner = new PartnerThere(Ids.New<PartnerId>(Start), PartnerType.Reseller, PartnerTier.Select, new(2026, 2, 3))
        {
            Known = new Dictionary<string, string?> { [EntenteFields.CertificationLevel] = "Engineer" },
        };

        var told = PartnerWrite.Of(partner, "77", Start).Steps.Single().Fields;
        told[EntenteFields.OnboardedOn].ShouldBe("2026-02-03");
        var left = PartnerWrite.Left(partner.Id, "77", partner.Known.Keys).Steps.Single().Fields;
        left.Keys.ShouldBe(told.Keys, ignoreOrder: true);
        left.Values.ShouldAllBe(v => v == null);

        PartnerWrite
            .Of(partner with { OnboardedOn = null }, "77", null)
            .Steps.Single()
            .Fields.Keys.ShouldNotContain(EntenteFields.OnboardedOn);
    }
}

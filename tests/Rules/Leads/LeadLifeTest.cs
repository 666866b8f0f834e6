using Entente.Leads;
using Entente.Leads.Model;
using Entente.Leads.Rules;
using Entente.Platform.Values;
using FsCheck;
using FsCheck.Fluent;

namespace Entente.Rules.Leads;

/// <summary>Whatever happens to a lead in whatever order: it is in one place, and nobody loses it.</summary>
public sealed class LeadLifeTest
{
    private static readonly DateTimeOffset Start = new(2026, 11, 23, 9, 0, 0, TimeSpan.Zero);

    /// <param name="What">Which of the acts below.</param>
    /// <param name="Who">Which partner, of six.</param>
    /// <param name="Hours">That pass before.</param>
    private sealed record Deed(int What, int Who, int Hours);

    private static readonly Gen<Deed> Happens =
        from what in Gen.Choose(0, 11)
        from who in Gen.Choose(1, 6)
        from hours in Gen.Elements(0, 0, 1, 30, 400)
        select new Deed(what, who, hours);

    [Fact]
    public void No_lead_is_lost_or_held_by_two_in_any_order_of_what_can_happen() =>
        Prop.ForAll(
                Gen.ListOf(Happens).ToArbitrary(),
                deeds =>
                {
                    var (lead, now) = (New(), Start);
                    foreach (var deed in deeds)
                    {
                        now = now.AddHours(deed.Hours);
                        // What is refused is refused aloud, and leaves everything as it was.
                        var before = (lead.State, lead.PartnerId, lead.Offers.Count);
                        try
                        {
                            Do(lead, deed, now);
                        }
                        catch (InvalidOperationException)
                        {
                            if ((lead.State, lead.PartnerId, lead.Offers.Count) != before)
                                return false;
                        }
                        if (!lead.Consistent || lead.Offers.Count(o => o.State is OfferState.Accepted) > 1)
                            return false;
                        // Whoever waits for something is looked at again.
                        var runs = lead.State is LeadState.Routing or LeadState.Offered or LeadState.Pool || lead.TouchBy is not null;
                        if (runs && lead.LookAt is null)
                            return false;
                    }
                    return true;
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Left_alone_it_always_comes_to_somebody_who_can_move_it() =>
        Prop.ForAll(
                Gen.ListOf(Happens).ToArbitrary(),
                deeds =>
                {
                    var (lead, now) = (New(), Start);
                    foreach (var deed in deeds)
                    {
                        now = now.AddHours(deed.Hours);
                        try
                        {
                            Do(lead, deed, now);
                        }
                        catch (InvalidOperationException) { }
                    }
                    // Nobody does anything any more but the sweep, and the distribution finds nobody.
                    for (var n = 0; n < 40 && lead.LookAt is { } at; n++)
                    {
                        now = at > now ? at : now;
                        Sweep(lead, now);
                        if (lead.State is LeadState.Routing)
                            lead.KeepInHouse("Nobody", now);
                    }
                    return lead.State is LeadState.InHouse or LeadState.Closed
                        || (lead.State is LeadState.Held && (lead.Nudges == Lead.MostNudges || lead.Registration is not null));
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Of_two_who_accept_the_second_is_refused()
    {
        var lead = New();
        lead.Offer([Id(1), Id(2)], pool: true, LeadTimes.Standard, Start.AddHours(24), Start);
        var (first, second) = (lead.OpenTo(Id(1))!, lead.OpenTo(Id(2))!);

        lead.Accept(second, null, Start.AddDays(14), Start);

        Should.Throw<InvalidOperationException>(() => lead.Accept(first, null, Start.AddDays(14), Start));
        (lead.Holder, first.State).ShouldBe((Id(2), OfferState.Gone));
    }

    [Fact]
    public void A_silent_holder_is_reminded_then_loses_it_and_one_who_spoke_is_asked_three_times()
    {
        var lead = New();
        lead.Offer([Id(1)], pool: false, LeadTimes.Standard, Start.AddHours(24), Start);
        lead.Accept(lead.OpenTo(Id(1))!, null, Start.AddDays(14), Start);
        lead.LookAt.ShouldBe(Start.AddDays(11));
        lead.Remind(Start.AddDays(11));
        lead.LookAt.ShouldBe(Start.AddDays(14));

        lead.Report(LeadProgress.Contacted, Start.AddDays(12));
        lead.LookAt.ShouldBe(Start.AddDays(19));
        for (var n = 1; n <= Lead.MostNudges; n++)
            lead.Nudge(lead.LookAt!.Value);
        lead.LookAt.ShouldBeNull("staff see it on Today now");
        Should.Throw<InvalidOperationException>(() => lead.PullBack(Start.AddDays(90)));
    }

    private static void Do(Lead lead, Deed deed, DateTimeOffset now)
    {
        switch (deed.What)
        {
            case 0 or 1:
                lead.Offer([Id(deed.Who)], pool: false, LeadTimes.Standard, now.AddHours(24), now);
                break;
            case 2:
                lead.Offer([Id(1), Id(2), Id(3)], pool: true, LeadTimes.Standard, now.AddHours(24), now);
                break;
            case 3 or 4:
                if (lead.OpenTo(Id(deed.Who)) is { } offer)
                    lead.Accept(offer, null, now.AddDays(14), now);
                break;
            case 5:
                if (lead.OpenTo(Id(deed.Who)) is { } declined)
                    lead.Decline(declined, DeclineReason.TooSmall, "", null, now);
                break;
            case 6:
                lead.Lapse(now);
                break;
            case 7:
                lead.PullBack(now);
                break;
            case 8:
                lead.Report((LeadProgress)(deed.Who % 5), now);
                break;
            case 9:
                lead.GiveBack(DeclineReason.NoCapacity, "", now);
                break;
            case 10:
                lead.KeepInHouse("By hand", now);
                break;
            default:
                if (deed.Who == 6)
                    lead.Close(LeadEnd.Unfit, "", now);
                else
                    lead.SendOn(now);
                break;
        }
    }

    private static void Sweep(Lead lead, DateTimeOffset now)
    {
        if (lead.State is LeadState.Offered or LeadState.Pool)
            lead.Lapse(now);
        else if (lead.State is LeadState.Held && lead.TouchBy <= now)
            lead.PullBack(now);
        else if (lead.State is LeadState.Held && lead.TouchBy is not null)
            lead.Remind(now);
        else if (lead.State is LeadState.Held)
            lead.Nudge(now);
    }

    private static Lead New() => Lead.Take(new("Meridew", "", "", "", "", "DE", "", null, "", null, "", "", null), "VL-101", null, Start);

    private static PartnerId Id(int n) => Entente.Rules.Leads.Drawn.Id(n);
}

using Entente.Leads.Model;
using Entente.Leads.Offer;
using Entente.Leads.Route;
using Entente.Leads.Rules;
using Entente.Partners;
using Entente.Platform.Data;
using Entente.Platform.Jobs;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Registrations.Contests;

namespace Entente.Leads.Hold;

/// <summary>Staff take a lead into their own hands: to a partner of their choice, in-house, back on its way, or to its end.</summary>
public sealed class SteerLead
{
    private readonly EntenteDb db;
    private readonly Actor actor;
    private readonly TimeProvider clock;
    private readonly PartnersApi partners;
    private readonly ClaimContests contests;
    private readonly LeadMails mails;

    internal SteerLead(EntenteDb db, Actor actor, TimeProvider clock, PartnersApi partners, ClaimContests contests, LeadMails mails) =>
        (this.db, this.actor, this.clock, this.partners, this.contests, this.mails) = (db, actor, clock, partners, contests, mails);

    /// <summary>Offers it to this partner, whatever the rules say; whoever has it or was offered it has it no more.</summary>
    public Task<Result> HandOver(string number, PartnerId? to, string? why, CancellationToken ct) =>
        Run(
            number,
            why,
            async (lead, words, now) =>
            {
                if (to is not { } id || await partners.Get(id, ct) is not { Status: PartnerStatus.Active } partner)
                    return Refusals.NoPartner;
                if (lead.OpenTo(id) is not null || lead.Holder == id)
                    return Refusals.Offered;
                lead.SendOn(now);
                var times = LeadTimes.Standard;
                var due = (await contests.Terms(ct)).Calendar.Due(now, TimeSpan.FromHours(times.AcceptHours));
                lead.Offer([partner.Id], pool: false, times, due, now);
                await Hop(lead, new("", LeadSelection.Direct, [], [new(partner.Id, true, "chosen by hand", [])], 0, [], words), now, ct);
                await mails.Offered(lead, ct);
                return Result.Done;
            },
            ct
        );

    public Task<Result> KeepInHouse(string number, string? why, CancellationToken ct) =>
        Run(
            number,
            why,
            async (lead, words, now) =>
            {
                lead.KeepInHouse(words, now);
                await Hop(lead, new("", null, [], [], 0, [], words), now, ct);
                return Result.Done;
            },
            ct
        );

    /// <summary>Distributes it anew by the rules in force.</summary>
    public Task<Result> SendOn(string number, string? why, CancellationToken ct) =>
        Run(
            number,
            why,
            (lead, _, now) =>
            {
                lead.SendOn(now);
                db.Enqueue(new RouteLead(lead.Id));
                return Task.FromResult(Result.Done);
            },
            ct
        );

    public Task<Result> Close(string number, LeadEnd? end, string? why, CancellationToken ct) =>
        Run(
            number,
            why,
            (lead, words, now) =>
            {
                if (end is not { } how || !Enum.IsDefined(how))
                    return Task.FromResult<Result>(Refusals.NoEnd);
                lead.Close(how, words, now);
                return Task.FromResult(Result.Done);
            },
            ct
        );

    /// <summary>Staff work on one in-house and say how it goes.</summary>
    public async Task<Result> Report(string number, LeadProgress? progress, CancellationToken ct)
    {
        if (Refusals.MayNot(actor) is { } forbidden)
            return forbidden;
        if (progress is not { } says || says is LeadProgress.None || !Enum.IsDefined(says))
            return Refusals.NoProgress;
        await using var desk = await LeadDesk.Take(db, number, ct);
        if (desk is not { Lead: { } lead })
            return Refusals.None;
        if (lead.State is not LeadState.InHouse)
            return lead.State is LeadState.Closed ? Refusals.Closed : Refusals.NotInHouse;
        lead.Report(says, clock.GetUtcNow());
        await desk.Save(ct);
        return Result.Done;
    }

    private async Task<Result> Run(string number, string? why, Func<Lead, string, DateTimeOffset, Task<Result>> act, CancellationToken ct)
    {
        if (Refusals.MayNot(actor) is { } forbidden)
            return forbidden;
        var words = TypedText.Line(why);
        if (words.Length is 0 or > LeadsModel.LongestWhy)
            return Refusals.NoWhy;
        await using var desk = await LeadDesk.Take(db, number, ct);
        if (desk is not { Lead: { } lead })
            return Refusals.None;
        if (lead.State is LeadState.Closed)
            return Refusals.Closed;
        var done = await act(lead, words, clock.GetUtcNow());
        if (!done.Ok)
            return done;
        db.Because(words);
        await desk.Save(ct);
        return Result.Done;
    }

    private async Task Hop(Lead lead, LeadTrace trace, DateTimeOffset now, CancellationToken ct) =>
        db.Add(LeadHop.Of(lead.Id, await RunRouteLead.NextHop(db, lead.Id, ct), 0, actor.Person, trace, now));
}

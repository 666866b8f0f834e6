using Entente.Access;
using Entente.Onboarding.Aim;
using Entente.Onboarding.Model;
using Entente.Onboarding.Portal;
using Entente.Onboarding.Rules;
using Entente.Onboarding.Show;
using Entente.Partners;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Onboarding.Tell;

/// <summary>
/// Tells of an agreement whatever is to be told on this day: its text to those who may accept it, reminders before registrations wait, and to staff for
/// whom they do. A lot of partners is one transaction with what is kept of it, so nobody is told twice, also after a kill.
/// </summary>
internal sealed class TellAgreements(
    EntenteDb db,
    PartnersApi partners,
    AccessApi access,
    AgreementsQuery query,
    Addressees addressees,
    AgreementMails mails,
    Workspaces workspaces,
    TimeProvider clock
)
{
    public const int Lot = 200;

    public async Task Run(AgreementId id, CancellationToken ct)
    {
        while (await Partners(id, ct))
            db.ChangeTracker.Clear();
        await Staff(id, ct);
        db.ChangeTracker.Clear();
    }

    private static string Key(AgreementId id) => "agreement-tell:" + id.Value;

    /// <summary>Tells the next lot. False: nobody is left.</summary>
    private async Task<bool> Partners(AgreementId id, CancellationToken ct)
    {
        await using var held = await db.Hold([Key(id)], ct);
        if (await Waiting(id, ct) is not { } day || day.Waiting.All(w => Step(w, day.Today, day.Workspace) is null))
            return false;
        var people = (await access.AllPartnerPeople(ct)).Where(OwnAgreements.MayAgree).ToLookup(m => m.Partner!.Value);
        var due = day
            .Waiting.Select(w => (One: w, Step: Step(w, day.Today, day.Workspace)))
            .Where(w => w.Step is not null && people[w.One.Card.Id].Any())
            .Take(Lot)
            .ToList();
        foreach (var (one, step) in due)
        {
            var ask = one.Ask ?? Begin(id, one);
            if (step == 0)
                ask.ToldAt = clock.GetUtcNow();
            else
                ask.Reminded = step;
        }
        await mails.Asked(
            day.Agreement,
            [.. due.SelectMany(d => people[d.One.Card.Id].Select(p => new Asked(p, d.One.Card.Id, d.One.Standing, d.Step!.Value)))],
            day.Workspace,
            ct
        );
        await held.Save(ct);
        return due.Count == Lot;
    }

    // Whose registrations wait, once for each version: not on the day on which the partner itself was told.
    private async Task Staff(AgreementId id, CancellationToken ct)
    {
        await using var held = await db.Hold([Key(id)], ct);
        if (await Waiting(id, ct) is not { } day)
            return;
        var shut = day.Waiting.Where(w => w.Standing.Shut && w.Ask?.StaffToldAt is null && !ToldToday(w.Ask, day)).ToList();
        if (shut.Count == 0)
            return;
        foreach (var one in shut)
            (one.Ask ?? Begin(id, one)).StaffToldAt = clock.GetUtcNow();
        await mails.Waiting(day.Agreement, [.. shut.Select(s => s.Card)], day.Today, day.Workspace, ct);
        await held.Save(ct);
    }

    private AgreementAsk Begin(AgreementId id, One one)
    {
        var ask = new AgreementAsk
        {
            AgreementId = id,
            Number = one.Standing.Offered!.Value,
            PartnerId = one.Card.Id,
        };
        db.Add(ask);
        return ask;
    }

    /// <summary>0: the text itself; else a reminder. Null: nothing today.</summary>
    private static int? Step(One one, DateOnly today, WorkspaceCard workspace) =>
        one.Ask?.ToldAt is not { } told ? 0
        : one.Standing.LastDay is { } last ? Accepting.Remind(last, workspace.DayOf(told), today, one.Ask.Reminded)
        : null;

    private static bool ToldToday(AgreementAsk? ask, Day day) => ask?.ToldAt is { } told && day.Workspace.DayOf(told) >= day.Today;

    private async Task<Day?> Waiting(AgreementId id, CancellationToken ct)
    {
        if (
            await db.Set<Agreement>().AsNoTracking().SingleOrDefaultAsync(a => a.Id == id, ct)
            is not { Number: > 0, EndedAt: null } agreement
        )
            return null;
        var workspace = await workspaces.Get(db.Workspace, ct);
        var today = workspace.DayOf(clock.GetUtcNow());
        List<VersionTerms> versions = [.. (await AgreementVersion.Terms(db, [id], ct))[id]];
        var accepted = await query.Highest(id, ct);
        var asks = (await db.Set<AgreementAsk>().Where(a => a.AgreementId == id).ToListAsync(ct)).ToDictionary(a =>
            (a.Number, a.PartnerId)
        );
        var who = await addressees.Of(versions.Select(v => v.For), null, ct);
        var waiting = new List<One>();
        foreach (var card in await partners.All(entering: true, ct))
            if (
                AgreementsQuery.Standing(agreement, versions, card, who(card), accepted.GetValueOrDefault((id, card.Id)), today) is
                { Offered: { } offered } standing
            )
                waiting.Add(new(card, standing, asks.GetValueOrDefault((offered, card.Id))));
        return new(agreement, workspace, today, waiting);
    }

    private sealed record Day(Agreement Agreement, WorkspaceCard Workspace, DateOnly Today, IReadOnlyList<One> Waiting);

    private sealed record One(PartnerCard Card, AgreementStanding Standing, AgreementAsk? Ask);
}

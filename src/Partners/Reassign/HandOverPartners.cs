using Entente.Access;
using Entente.Collaboration.Notifications;
using Entente.Collaboration.Notifications.Rules;
using Entente.Partners.Model;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Partners.Reassign;

/// <summary>
/// Partners go from one manager to another, as many as are ticked, with a word on what to know (PTN-1). The CRM's owner follows, both managers are told.
/// </summary>
public sealed class HandOverPartners(
    EntenteDb db,
    Actor actor,
    AccessApi access,
    PartnersApi partners,
    Notices notices,
    HandOverMails mails,
    TimeProvider clock
)
{
    public const int LongestNote = 2_000;

    /// <summary>What is chosen and written in one go.</summary>
    public const int Most = 500;

    /// <param name="From">Who looked after them on the page; null: nobody did. A partner that went elsewhere meanwhile is not taken from there unseen.</param>
    /// <param name="TellPartners">Their admins are told who looks after them now; the note is not for them.</param>
    public sealed record Input(
        PersonId? From,
        PersonId? To,
        IReadOnlyCollection<PartnerId> Partners,
        string? Note,
        bool TellPartners = false
    );

    /// <returns>How many went over; those who had gone over already are not counted.</returns>
    public async Task<Result<int>> Run(Input input, CancellationToken ct)
    {
        if (!Rights.MayManage(actor))
            return Refusals.MayNot;
        var next = (await access.Staff(ct)).FirstOrDefault(m => m.Person.Id == input.To);
        if (Faults.Of(Wrong(input), next is null ? Refusals.NoNextManager : null) is { } invalid)
            return invalid;
        var (to, note) = (next!, input.Note!.Trim());

        var ids = input.Partners.Distinct().ToList();
        await using var held = await db.Hold([.. ids.Select(p => $"partner:{p.Value:N}"), Crm.PartnerCompanies.Lock], ct);
        var found = await db.Set<Partner>().Where(p => ids.Contains(p.PartnerId)).OrderBy(p => p.Name).ToListAsync(ct);
        if (found.Count != ids.Count)
            return Refusals.NoPartner;
        var going = found.Where(p => p.Manager != to.Person.Id).ToList();
        if (going.Exists(p => p.Manager != input.From))
            return Refusals.Stale;
        if (going.Count == 0)
            return 0;
        var cards = await partners.Cards([.. going.Select(p => p.Id)], ct);
        if (cards.Values.FirstOrDefault(c => !Sees(to, c)) is { } hidden)
            return Refusals.NextManagerBlind(to.Person.Name, hidden.Name);

        var now = clock.GetUtcNow();
        foreach (var partner in going)
        {
            db.Add(partner.HandTo(to.Person.Id, note, actor.Person, now));
            await partners.Managed(partner, to.Person.Id, ct);
        }
        List<PartnerCard> gone = [.. going.Select(p => cards[p.Id])];
        await notices.Tell(PartnerNotices.HandedOver, await mails.Managers(input.From, to, gone, note, now, ct), ct);
        if (input.TellPartners)
            await notices.Tell(PartnerNotices.NewManager, await mails.Partners(to, gone, now, ct), ct);
        db.Because(note.Length <= Reasons.Longest ? note : note[..(Reasons.Longest - 2)] + " …");
        await held.Save(ct);
        return going.Count;
    }

    private static Problem? Wrong(Input input) =>
        Faults.Of(
            input.Partners.Count == 0 ? Refusals.NobodyTicked
                : input.Partners.Count > Most ? Refusals.TooManyTicked(Most)
                : null,
            input.To is { } to && to == input.From ? Refusals.SameManager : null,
            input.Note?.Trim().Length is null or 0 or > LongestNote ? Refusals.NoHandOverNote(LongestNote) : null
        );

    // As it is once they look after it: a role may narrow somebody to their own partners.
    private static bool Sees(MemberCard manager, PartnerCard partner) =>
        manager.Sees(new(partner.Id, partner.Type.ToString(), partner.Tier.ToString(), partner.Region, manager.Person.Id));
}

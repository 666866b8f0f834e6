using Entente.Access;
using Entente.Collaboration.Notifications;
using Entente.Collaboration.Notifications.Rules;
using Entente.Crm;
using Entente.Partners.Model;
using Entente.Partners.Rules;
using Entente.Platform.Data;
using Entente.Platform.Jobs;
using Entente.Platform.Mail;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Partners.Lapse;

/// <summary>
/// SEC-7, once a day: partner people who did nothing for too long are warned twice, then their access rests; so does that of people whose contact
/// was removed in the CRM. Nothing is deleted, and one click brings it back.
/// </summary>
internal sealed class LapseAccess(EntenteDb db, AccessApi access, CrmApi crm, Notices notices, Workspaces workspaces, PublicAddress address)
    : IScheduled
{
    public async Task Run(DateTimeOffset now, CancellationToken ct)
    {
        var policy = await db.Set<AccessPolicy>().SingleOrDefaultAsync(ct) ?? new();
        var people = (await access.AllPartnerPeople(ct)).Where(m => m.Active).ToList();
        if (policy.Crm)
            await Removed(people, now, ct);
        if (policy.Silence)
            await Silent(people, policy.Days, now, ct);
    }

    // Brought back by hand: the same removal does not end it again.
    private async Task Removed(List<MemberCard> people, DateTimeOffset now, CancellationToken ct)
    {
        var gone = await crm.RemovedContacts([.. people.Select(m => m.Person.Email)], ct);
        foreach (var member in people.Where(m => m.RestoredAt is null && gone.Contains(m.Person.Email)).ToList())
        {
            people.Remove(member);
            await access.Suspend(member.Person.Id, ct, AccessEnd.Crm);
            await db.Because("Their contact was removed in the CRM").SaveChangesAsync(ct);
        }
    }

    private async Task Silent(List<MemberCard> people, int days, DateTimeOffset now, CancellationToken ct)
    {
        var begun = people.ToDictionary(m => m.Person.Id, m => m.RestoredAt is { } back && back > m.Since ? back : m.Since);
        var early = now.AddDays(-days) + Silence.First;
        var old = people.Where(m => begun[m.Person.Id] <= early).ToList();
        if (old.Count == 0)
            return;
        var acts = await access.LastActs([.. old.Select(m => m.Person.Id)], ct);
        var warned = await db.Set<SilenceWarning>().ToDictionaryAsync(w => w.PersonId, ct);
        foreach (var member in old)
        {
            var person = member.Person.Id;
            var last = acts.TryGetValue(person, out var act) && act > begun[person] ? act : begun[person];
            var warning = warned.GetValueOrDefault(person);
            switch (Silence.Judge(new(last, warning?.FirstAt, warning?.LastAt), days, now))
            {
                case SilenceRuling.Warn warn:
                    if (warning is null)
                        db.Add(warning = new SilenceWarning { PersonId = person, FirstAt = now });
                    (warning.FirstAt, warning.LastAt) = (warn.Last ? warning.FirstAt : now, warn.Last ? now : null);
                    await notices.Tell(
                        NoticeEvents.AccessLapses,
                        new NoticeFor(await Mail(member, warn, last, ct), Concern.Own, member.Partner, "", warn.Ends),
                        ct
                    );
                    await db.SaveChangesAsync(ct);
                    break;
                case SilenceRuling.Suspend:
                    if (warning is not null)
                        db.Remove(warning);
                    await access.Suspend(person, ct, AccessEnd.Silence);
                    await db.Because($"No act since {last.UtcDateTime:d MMMM yyyy}").SaveChangesAsync(ct);
                    break;
            }
        }
    }

    private async Task<MailDraft> Mail(MemberCard member, SilenceRuling.Warn warn, DateTimeOffset last, CancellationToken ct)
    {
        var workspace = await workspaces.Get(db.Workspace, ct);
        var day = warn.Ends.UtcDateTime.ToString("d MMMM yyyy", System.Globalization.CultureInfo.InvariantCulture);
        return new(
            Once: $"access-lapses:{last.UtcTicks}:{(warn.Last ? "last" : "first")}",
            About: new("person", member.Person.Id.Value),
            member.Person.Id,
            member.Person.Email,
            member.Person.Name,
            Subject: $"Your access to {workspace.Name} rests from {day}",
            Verdict: $"Sign in by {day} to keep your access",
            Paragraphs:
            [
                "You have not done anything here for a while. Access that nobody uses is closed, so that nobody else uses it.",
                "Nothing is deleted: your partner admin or your partner manager brings it back by one click.",
            ],
            Facts: [],
            Button: ("Sign in", address.Of($"/w/{workspace.Slug}/sign-in")),
            Why: "You get this because you are on a partner’s team."
        );
    }
}

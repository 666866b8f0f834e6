using Entente.Partners;
using Entente.Platform.Data;
using Entente.Platform.Jobs;
using Entente.Registrations.Crm;
using Entente.Registrations.Mails;
using Entente.Registrations.Model;
using Entente.Registrations.Rules;
using Microsoft.EntityFrameworkCore;

namespace Entente.Registrations.Expire;

/// <summary>
/// Looks at protections whose dates have come: extends those with fresh evidence, reminds the partner 14, 7 and 1 day before the end, warns of
/// silence and of missing evidence, releases those without a first meeting or a word, ends those that are over. Each in a transaction of its own.
/// </summary>
internal sealed class WatchProtections(EntenteDb db, ClaimWorld world, PartnerMails mails, PartnersApi partners, CrmSide crm) : IScheduled
{
    public async Task Run(DateTimeOffset now, CancellationToken ct)
    {
        var terms = await world.Terms(ct);
        var due = await db.Set<Registration>()
            .Where(r => r.NextLookAt <= now)
            .OrderBy(r => r.NextLookAt)
            .Select(r => r.Number)
            .ToListAsync(ct);
        await EachDue.Run(db, due.Select(n => new DueAct(n, () => Look(n, terms, now, ct))), ct);
    }

    private async Task Look(string number, Terms terms, DateTimeOffset now, CancellationToken ct)
    {
        await using var desk = await Desk.Take(db, number, ct);
        if (desk is not { Registration: { } registration } || !registration.Protection.Protects())
            return;
        var looked = registration.Look(terms, now);
        if (!registration.Protection.Protects())
            await TellCrm(registration, terms, now, ct);
        else if (looked.WarnOfSilence)
            await Remind(registration, MailTexts.Silent(registration, terms.Zone), ct);
        if (looked.WarnOfDecay)
            await Remind(registration, MailTexts.Unproven(registration, terms.Zone), ct);
        if (looked.DaysLeft is { } days)
            await Remind(registration, MailTexts.ProtectionEnds(registration, days, terms.Zone), ct);
        await desk.Save(ct);
    }

    private async Task Remind(Registration registration, PartnerMail mail, CancellationToken ct)
    {
        await mails.Send(registration, mail, ct);
        await crm.RequestMail(registration, mail, ct);
    }

    private async Task TellCrm(Registration registration, Terms terms, DateTimeOffset now, CancellationToken ct)
    {
        var partner = (await partners.Get(registration.PartnerId, ct))!;
        var told = MailTexts.ProtectionEnded(registration);
        await crm.RequestEnd(registration, partner.Name, terms.Zone, now, ct, told);
    }
}

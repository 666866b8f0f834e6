using Entente.Platform.Data;
using Entente.Platform.Outbox;
using Entente.Registrations.Model;
using Entente.Registrations.Rules;
using Microsoft.EntityFrameworkCore;

namespace Entente.Registrations.Mails;

/// <summary>Tells those who answer that something waits beside the claims themselves: an extension, an appeal, a challenge.</summary>
internal sealed class TellStaff(EntenteDb db, StaffMails mails)
    : IHandle<RegistrationExtensionAsked>,
        IHandle<RegistrationAppealed>,
        IHandle<RegistrationChallenged>
{
    public async Task Handle(RegistrationExtensionAsked what, Telling telling, CancellationToken ct)
    {
        var registration = await Load(what.Registration, ct);
        if (registration.AskedExtension is { } asked)
            await mails.ExtensionAsked(registration, asked, ct);
    }

    public async Task Handle(RegistrationAppealed what, Telling telling, CancellationToken ct)
    {
        var registration = await Load(what.Registration, ct);
        if (registration.OpenAppeal is { } appeal)
            await mails.Appeal(registration, appeal, ClockMark.None, ct);
    }

    public async Task Handle(RegistrationChallenged what, Telling telling, CancellationToken ct)
    {
        var registration = await Load(what.Registration, ct);
        if (registration.Challenges.MaxBy(c => c.At) is { } last)
            await mails.Challenged(registration, last, ct);
    }

    private Task<Registration> Load(RegistrationId id, CancellationToken ct) =>
        db.Set<Registration>()
            .AsNoTracking()
            .Include(r => r.Extensions)
            .Include(r => r.Appeals)
            .Include(r => r.Challenges)
            .AsSplitQuery()
            .SingleAsync(r => r.Id == id, ct);
}

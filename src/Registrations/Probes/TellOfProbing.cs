using Entente.Access;
using Entente.Collaboration.Notifications;
using Entente.Collaboration.Notifications.Rules;
using Entente.Partners;
using Entente.Platform.Data;
using Entente.Platform.Mail;
using Entente.Platform.Outbox;
using Entente.Platform.Tenancy;
using Entente.Registrations.Model;
using Entente.Ui;
using Microsoft.EntityFrameworkCore;

namespace Entente.Registrations.Probes;

/// <summary>Mails the partner manager, owners and admins that somebody looks up names. The partner is told nothing.</summary>
internal sealed class TellOfProbing(
    EntenteDb db,
    AccessApi access,
    PartnersApi partners,
    Notices notices,
    PublicAddress address,
    Workspaces workspaces,
    Actor actor
) : IHandle<ProbingSeen>
{
    public async Task Handle(ProbingSeen what, Telling telling, CancellationToken ct)
    {
        var alarm = await db.Set<ProbeAlarm>().AsNoTracking().SingleAsync(a => a.Id == new ProbeAlarmId(what.Alarm), ct);
        var partner = await partners.Get(what.Partner, ct);
        var workspace = await workspaces.Get(actor.Workspace, ct);
        var readers = (await access.StaffFor(what.Partner, ct)).Where(m =>
            m.Person.Id == partner?.Manager || m.StaffRole is StaffRole.Owner or StaffRole.Admin
        );
        await notices.Tell(
            NoticeEvents.Probing,
            [
                .. (readers).Select(reader => new NoticeFor(
                    new MailDraft(
                        $"probing:{what.Alarm:N}",
                        what.Subject,
                        reader.Person.Id,
                        reader.Person.Email,
                        reader.Person.Name,
                        $"{partner?.Name} looked up {Format.Count(alarm.LookedUp, "name")} in a day",
                        $"{partner?.Name} looked up {Format.Count(alarm.LookedUp, "company name")} within a day and registered {Format.Number(alarm.Registered)}.",
                        [
                            "The live check told them nothing of your records: it answers the same whatever it finds.",
                            "Look at the names, and speak with the partner or take its registration links away. The partner is not told of this.",
                        ],
                        [
                            ("Partner", partner?.Name ?? ""),
                            ("Names", Format.Number(alarm.LookedUp)),
                            ("Registered", Format.Number(alarm.Registered)),
                        ],
                        ("See the names", address.Of($"/w/{workspace.Slug}/registrations/probes/{what.Alarm:N}")),
                        "You get this because you look after this partner or own the workspace."
                    ),
                    reader.Person.Id == partner?.Manager ? Concern.Own : Concern.Role,
                    what.Partner,
                    partner?.Name ?? "",
                    null
                )),
            ],
            ct
        );
    }
}

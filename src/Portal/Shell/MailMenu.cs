using Entente.Access;
using Entente.Platform.Mail;
using Entente.Platform.Tenancy;
using Entente.Ui;

namespace Entente.Portal.Shell;

/// <summary>The outbox among the settings, with how many mails did not arrive, so that nobody has to look for them.</summary>
internal sealed class MailMenu(MailBox mails, Actor actor) : IMenu
{
    public async ValueTask<IReadOnlyList<MenuEntry>> Entries(CancellationToken ct)
    {
        if (!actor.May(Permissions.ReadMail))
            return [];
        var stuck = await mails.Stuck(ct);
        return
        [
            MenuEntry
                .Setting(
                    SettingsArea.Records,
                    180,
                    "mail",
                    "mail",
                    "Mail sent",
                    Permissions.ReadMail,
                    "Every mail as it went out, and what became of it."
                )
                .Failed(stuck),
        ];
    }
}

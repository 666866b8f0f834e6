using System.Globalization;
using Entente.Platform.Mail;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;

namespace Entente.Access.Factors;

/// <summary>Tells a person what was done to their sign-in, so that they notice when it was not them. Stages; the act saves.</summary>
internal sealed class FactorMail(MailQueue mails, Workspaces workspaces, PublicAddress address, ActorSlot slot, TimeProvider clock)
{
    private const string NotYou =
        "If this was you, there is nothing to do. If not, somebody else can open your mailbox or your browser: end all your sessions and write to whoever runs this workspace.";

    public Task Added(PersonCard to, string what, CancellationToken ct) =>
        Stage(to, "added", $"{what} was added to your sign-in", [$"From now on {what} proves that it is you. " + NotYou], ct);

    public Task Removed(PersonCard to, string what, CancellationToken ct) =>
        Stage(to, "removed", $"{what} was removed from your sign-in", [$"{what} no longer signs you in. " + NotYou], ct);

    public Task NewCodes(PersonCard to, CancellationToken ct) =>
        Stage(to, "codes", "You have new recovery codes", ["The codes of before no longer work. " + NotYou], ct);

    public Task CodeUsed(PersonCard to, int left, CancellationToken ct) =>
        Stage(
            to,
            "code-used",
            "A recovery code was used to sign in",
            [
                left == 0
                    ? "It was your last one. Make new ones on your own page."
                    : string.Create(
                        CultureInfo.InvariantCulture,
                        $"You have {left} left. Make new ones on your own page before they run out."
                    ),
                NotYou,
            ],
            ct
        );

    public Task WrongCodes(PersonCard to, int times, CancellationToken ct) =>
        Stage(
            to,
            "wrong",
            "Wrong codes were tried for your sign-in",
            [
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"Somebody who could open your sign-in link typed {times} wrong codes. Nobody got in. The next try has to wait, longer each time."
                ),
                "If this was you, wait and use the newest code of your app, or a recovery code. If not, somebody else can open your mailbox: change its password.",
            ],
            ct
        );

    public Task Reset(PersonCard to, string by, CancellationToken ct) =>
        Stage(
            to,
            "reset",
            "Your second factor was reset",
            [
                $"{by} reset how you sign in to this workspace: your authenticator app, passkeys and recovery codes no longer count here, and you are signed out.",
                "Sign in with your mailed link and set up a new one. If you did not ask for this, write to whoever runs this workspace.",
            ],
            ct
        );

    private async Task Stage(PersonCard to, string what, string verdict, IReadOnlyList<string> paragraphs, CancellationToken ct)
    {
        var workspace = await workspaces.Get(slot.Current!.Workspace, ct);
        await mails.Stage(
            new(
                Once: $"factor-{what}:{to.Id.Value:N}:{clock.GetUtcNow().UtcTicks}",
                About: new("person", to.Id.Value),
                to.Id,
                to.Email,
                to.Name,
                Subject: $"{verdict} ({workspace.Name})",
                Verdict: verdict,
                Paragraphs: paragraphs,
                Facts: [],
                Button: ("Look at your sign-in", address.Of($"/w/{workspace.Slug}/me")),
                Why: "You get this whenever something about your sign-in changes."
            )
            {
                Asked = true,
            },
            ct
        );
    }
}

using Entente.Access;
using Entente.Platform.Data;
using Entente.Platform.Mail;
using Entente.Platform.Tenancy;
using Entente.Recruitment.Model;

namespace Entente.Recruitment.Apply;

/// <summary>
/// What applicants are written. They are no members, so there is nothing to choose and no notice. Nothing that was typed on the open form stands in the
/// first mail: whoever gives somebody else's address there cannot write to them through us.
/// </summary>
internal sealed class ApplicantMails(EntenteDb db, MailQueue mails, Workspaces workspaces, PublicAddress address)
{
    private const string Why = "You get this because this address was given on an application to become a partner.";

    /// <summary>What happens next, as the page says it too.</summary>
    public static IReadOnlyList<string> Next { get; } =
    [
        "Somebody of us reads your application and looks at how we fit together.",
        "We answer by mail to the address that you gave. If we have a question, we ask it there.",
    ];

    public async Task Received(Candidate candidate, CancellationToken ct)
    {
        var workspace = await workspaces.Get(db.Workspace, ct);
        await mails.Stage(
            new(
                $"application-received:{candidate.Id.Value:N}",
                candidate.Id.Subject,
                null,
                candidate.ContactEmail,
                "",
                $"{candidate.Number}: we have your application",
                $"{workspace.Name} has your application to become a partner",
                [.. Next, "If it was not you, ignore this mail."],
                [("Case number", candidate.Number)],
                null,
                Why
            ),
            ct
        );
    }

    /// <param name="joined">Somebody of theirs may sign in: the contact.</param>
    public async Task Accepted(Candidate candidate, bool joined, CancellationToken ct)
    {
        if (candidate.ContactEmail.Length == 0)
            return;
        var workspace = await workspaces.Get(db.Workspace, ct);
        await mails.Stage(
            new(
                $"application-accepted:{candidate.Id.Value:N}",
                candidate.Id.Subject,
                null,
                candidate.ContactEmail,
                candidate.ContactName,
                $"{candidate.Number}: welcome as a partner",
                $"{workspace.Name} takes {candidate.Company} on as a partner",
                [
                    joined
                        ? "You are the admin of your company’s team: sign in with this address, then add your colleagues."
                        : "We come back to you with what happens next.",
                ],
                [("Case number", candidate.Number)],
                joined ? ("Sign in", address.Of($"/w/{workspace.Slug}/portal")) : null,
                Why
            ),
            ct
        );
    }

    /// <summary>The outward text alone: what was kept for us is not in this method's reach.</summary>
    public async Task Declined(Candidate candidate, string outward, CancellationToken ct)
    {
        var workspace = await workspaces.Get(db.Workspace, ct);
        await mails.Stage(
            new(
                $"application-declined:{candidate.Id.Value:N}:{candidate.Steps.Count}",
                candidate.Id.Subject,
                null,
                candidate.ContactEmail,
                candidate.ContactName,
                $"{candidate.Number}: your application",
                $"{workspace.Name} does not take {candidate.Company} on as a partner now",
                [.. outward.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)],
                [("Case number", candidate.Number)],
                null,
                Why
            ),
            ct
        );
    }
}

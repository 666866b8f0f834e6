using Entente.Collaboration.MailActs;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Registrations.Decide;
using Entente.Registrations.Model;
using Entente.Registrations.Rules;
using Entente.Ui;
using Microsoft.EntityFrameworkCore;

namespace Entente.Registrations.Extend;

/// <summary>A longer protection that was asked for is granted from a mail. A request is answered once, so its own state is its turn.</summary>
internal sealed class GrantByMail(EntenteDb db, Actor actor, AnswerExtension answer, ClaimWorld world, Workspaces workspaces) : IMailAct
{
    public const string Act = "registration.extend";

    public string Code => Act;

    public async Task<MailActView?> Look(Guid subject, long seen, CancellationToken ct)
    {
        if (await Load(subject, ct) is not var (asked, registration))
            return null;
        var (terms, workspace) = (await world.Terms(ct), await workspaces.Get(actor.Workspace, ct));
        return new(
            $"Protect {registration.Company} for longer?",
            $"By {Format.Count(terms.Policy.Extending.Days, "day")}, as the policy says. The partner is told.",
            [
                ("Registration", registration.Number),
                ("Protected until", registration.ProtectedUntil is { } until ? Format.DateInFull(terms.Calendar.DateAt(until)) : "no day"),
                ("Asked for", Format.DateInFull(terms.Calendar.DateAt(asked.AskedAt))),
                ("Because", asked.Words ?? "no words"),
            ],
            "Grant it",
            $"/w/{workspace.Slug}/registrations/{registration.Number}"
        )
        {
            Settled = asked.State switch
            {
                ExtensionState.Asked => null,
                ExtensionState.Granted => $"{registration.Number} is protected for longer.",
                _ => "It was answered meanwhile, or there is nothing to protect any more.",
            },
            Yours = asked.State is ExtensionState.Granted && asked.AnsweredBy == actor.Person,
        };
    }

    public async Task<Result> Run(Guid subject, long seen, CancellationToken ct) =>
        await Load(subject, ct) is var (_, registration)
            ? await answer.Run(new(registration.Number, Grant: true, null), ct)
            : Refusals.NotFound;

    private async Task<(ProtectionExtension Asked, Registration Registration)?> Load(Guid subject, CancellationToken ct)
    {
        if (!actor.IsStaff || Deciding.MayNot(actor) is not null)
            return null;
        var id = new ProtectionExtensionId(subject);
        return
            await db.Set<ProtectionExtension>().AsNoTracking().SingleOrDefaultAsync(e => e.Id == id, ct) is { } asked
            && await db.Set<Registration>().AsNoTracking().SingleOrDefaultAsync(r => r.Id == asked.RegistrationId, ct) is { } registration
            ? (asked, registration)
            : null;
    }
}

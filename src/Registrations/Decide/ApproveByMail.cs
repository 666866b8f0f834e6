using Entente.Collaboration.MailActs;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Registrations.Model;
using Entente.Registrations.Review;
using Entente.Registrations.Rules;
using Entente.Ui;
using Microsoft.EntityFrameworkCore;

namespace Entente.Registrations.Decide;

/// <summary>
/// A claim is approved from a mail, where the button of its page would be enough: what a rule speaks against needs the page. Its turn is the number of
/// decisions it has had, so that one that was taken back is not taken again by an old mail.
/// </summary>
internal sealed class ApproveByMail(EntenteDb db, Actor actor, ReviewQuery query, DecideByForm decide, Workspaces workspaces) : IMailAct
{
    public const string Act = "registration.approve";

    public string Code => Act;

    public async Task<MailActView?> Look(Guid subject, long seen, CancellationToken ct) =>
        await Load(subject, ct) is not var (registration, view)
            ? null
            : new(
                $"Approve {view.Company}?",
                $"{view.ApprovalWords} {view.Partner.Name} is told {view.Told}.",
                [
                    ("Registration", view.Number),
                    ("Partner", $"{view.Partner.Name}, {view.Partner.Tier}"),
                    ("Value", view.Amount is { } amount ? Format.Money(amount) : "not said"),
                    ("Suggested", view.Suggestion),
                    .. view.Findings.Where(f => f.Verdict is not Ui.Parts.Verdict.Pass).Select(f => (f.Title, f.Why)),
                ],
                "Approve",
                $"/w/{(await workspaces.Get(actor.Workspace, ct)).Slug}/registrations/{view.Number}"
            )
            {
                Settled = Settled(registration, view, seen),
                Yours =
                    registration.DecisionNo == seen + 1
                    && registration.DecidedBy == actor.Person
                    && registration.State is RegistrationState.Approved,
            };

    public async Task<Result> Run(Guid subject, long seen, CancellationToken ct) =>
        await Load(subject, ct) is var (_, view)
            ? await decide.Run(view.Number, new() { Act = "approve", Version = view.Version }, ct)
            : Refusals.NotFound;

    private string? Settled(Registration registration, ReviewView view, long seen) =>
        registration.DecisionNo == seen + 1 && registration.DecidedBy == actor.Person && registration.State is RegistrationState.Approved
            ? $"{view.Number} is approved."
        : registration.DecisionNo != seen || !view.CanDecide
            ? $"{view.Number} was decided or changed meanwhile: {view.StateWords.ToLowerInvariant()}."
        : !view.Route.MayDecide ? "Somebody else signs before you, or you have signed."
        : view.Blocked ? "A rule speaks against it: decide on its page."
        : null;

    private async Task<(Registration Registration, ReviewView View)?> Load(Guid subject, CancellationToken ct)
    {
        if (!actor.IsStaff || Deciding.MayNot(actor) is not null)
            return null;
        var id = new RegistrationId(subject);
        return
            await db.Set<Registration>().AsNoTracking().SingleOrDefaultAsync(r => r.Id == id, ct) is { } found
            && await query.Load(found.Number, ct) is { } view
            ? (found, view)
            : null;
    }
}

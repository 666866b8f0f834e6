using Entente.Collaboration.Acting;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Registrations.Model;
using Entente.Registrations.Review;
using Microsoft.EntityFrameworkCore;

namespace Entente.Registrations.Talk;

/// <summary>Buttons that decide a registration: the query and the form of the review page, as whoever presses.</summary>
internal sealed class DecisionsByChat(EntenteDb db, Actor actor, ReviewQuery query, DecideByForm decide, Workspaces workspaces)
    : IChatDecisions
{
    public string Kind => RegistrationId.SubjectKind;

    public IReadOnlyList<(string Key, string Label)> Reasons { get; } = [.. ReviewForm.Refusals.Select(r => (r.Value, r.Label))];

    public IReadOnlyList<(string Key, string Label)> Topics { get; } = [.. ReviewForm.Topics.Select(t => (t.Value, t.Label))];

    public async Task<ChatDecision?> Load(SubjectRef about, CancellationToken ct)
    {
        if (!actor.IsStaff || !actor.May(Access.Permissions.ReadRegistrations))
            return null;
        var id = new RegistrationId(about.Id);
        if (
            await db.Set<Registration>().Where(r => r.Id == id).Select(r => r.Number).SingleOrDefaultAsync(ct) is not { } number
            || await query.Load(number, ct) is not { } view
        )
            return null;
        return new(
            view.Number,
            view.Version,
            $"{view.Company} · {view.Partner.Name}",
            view.StateWords,
            view.CanDecide && view.Route.MayDecide,
            $"/w/{(await workspaces.Get(actor.Workspace, ct)).Slug}/registrations/{view.Number}"
        )
        {
            OnlyOnPage = view.Blocked ? "A rule speaks against it." : null,
        };
    }

    public Task<Result<string>> Approve(string number, int version, CancellationToken ct) =>
        Run(number, new() { Act = "approve", Version = version }, ct);

    public Task<Result<string>> Decline(string number, int version, string? reason, bool final, string? note, CancellationToken ct) =>
        Run(
            number,
            new()
            {
                Act = "decline",
                Version = version,
                Reason = reason,
                MayMend = !final,
                Words = note,
            },
            ct
        );

    public Task<Result<string>> Ask(string number, int version, string? topic, string? question, CancellationToken ct) =>
        Run(
            number,
            new()
            {
                Act = "ask",
                Version = version,
                Topic = topic,
                Question = question,
            },
            ct
        );

    private async Task<Result<string>> Run(string number, ReviewForm form, CancellationToken ct)
    {
        if (await query.Load(number, ct) is not { } was)
            return Refusals.NotFound;
        var done = await decide.Run(number, form, ct);
        return done.Ok ? await decide.Words(was, form, ct) : done.Problem;
    }
}

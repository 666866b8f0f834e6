using Entente.Access;
using Entente.Platform.Tenancy;
using Entente.Portal.Today;
using Entente.Registrations.List;
using Entente.Ui;

namespace Entente.Registrations.Portal;

/// <summary>Today's queue: what is to be decided, by its clock; what waits for a partner comes last.</summary>
internal sealed class DecisionsToday(RegistrationList list, Actor actor, Workspaces workspaces) : ITodayItem
{
    private const int Shown = 25;

    public async Task<TodaySection?> Section(DateTimeOffset now, CancellationToken ct)
    {
        if (!actor.May(Permissions.DecideRegistrations))
            return null;
        var root = $"/w/{(await workspaces.Get(actor.Workspace, ct)).Slug}/registrations";
        var (rows, total) = await list.Load(ListView.Waiting, 1, ct, Shown);
        var overdue = rows.Count(r => r.Left < TimeSpan.Zero);
        return new("decisions", "Decide", TodayPlace.Queue, total, [.. rows.Select(r => Row(r, root))])
        {
            What = "Registration",
            AllHref = root,
            Sentence =
                total == 0
                    ? null
                    : $"{Format.Words(total)} {(total == 1 ? "registration waits" : "registrations wait")} for your decision{(overdue > 0 ? $", {overdue} overdue" : "")}.",
            Empty = ("Nothing waits for your decision", "Claims come in by the partners’ own links and the portal."),
            Figures =
            [
                new("Awaiting decision", Format.Number(total), Delta: overdue > 0 ? $"{overdue} overdue" : null, DeltaTone: Tone.Bad),
            ],
        };
    }

    private static TodayRow Row(RegistrationRow r, string root) =>
        new(r.Company, $"{root}/{r.Number}")
        {
            Sub = r.Number,
            Clock = r.Due is { } due ? new(due, r.SubmittedAt) { Left = r.Left, Promise = r.Promise } : null,
            Severity = r.Left < TimeSpan.Zero ? Tone.Bad : Tone.Neutral,
            Partner = new(r.PartnerName, r.Partner.Value, r.Tier),
            Value = r.Amount is { } amount ? Format.Money(amount) : null,
        };
}

/// <summary>A card of Today: protections that end within a fortnight.</summary>
internal sealed class ProtectionsToday(RegistrationList list, Actor actor, Workspaces workspaces) : ITodayItem
{
    private const int Shown = 5;
    private static readonly TimeSpan Soon = TimeSpan.FromDays(14);

    public async Task<TodaySection?> Section(DateTimeOffset now, CancellationToken ct)
    {
        if (!actor.May(Permissions.ReadRegistrations))
            return null;
        var root = $"/w/{(await workspaces.Get(actor.Workspace, ct)).Slug}/registrations";
        var (rows, _) = await list.Load(ListView.Running, 1, ct);
        var ending = rows.Where(r => r.ProtectedUntil is { } end && end - now <= Soon).ToList();
        return ending.Count == 0
            ? null
            : new("protections", "Protection ending", TodayPlace.Card, ending.Count, [.. ending.Take(Shown).Select(r => Row(r, root))])
            {
                AllHref = root + "?view=running",
            };
    }

    private static TodayRow Row(RegistrationRow r, string root) =>
        new(r.Company, $"{root}/{r.Number}")
        {
            Sub = r.PartnerName,
            Protection = (r.ProtectedFrom!.Value, r.ProtectedUntil!.Value),
            Value = r.Amount is { } amount ? Format.Money(amount) : null,
        };
}

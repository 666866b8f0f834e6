using Entente.Access;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Portal.Today;
using Entente.Registrations.List;
using Entente.Ui;

namespace Entente.Registrations.Portal;

/// <summary>Today's queue: what is to be decided, by its clock; what waits for a partner comes last.</summary>
internal sealed class DecisionsToday(RegistrationList list, Actor actor, Workspaces workspaces) : ITodayItem
{
    private const int Shown = 25;
    private static readonly TimeSpan Lately = TimeSpan.FromDays(90);

    public async Task<TodaySection?> Section(DateTimeOffset now, CancellationToken ct)
    {
        if (!actor.May(Permissions.DecideRegistrations))
            return null;
        var root = $"/w/{(await workspaces.Get(actor.Workspace, ct)).Slug}/registrations";
        var (rows, total) = await list.Load(ListView.Waiting, 1, ct, Shown);
        var overdue = rows.Count(r => r.Left < TimeSpan.Zero);
        rows = await list.WithFindings(rows, ct);
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
                new(
                    "Awaiting decision",
                    Format.Number(total),
                    Sum.Words(rows.Select(r => r.Amount)) is { } worth ? $"{worth} registered" : null,
                    overdue > 0 ? $"{overdue} overdue" : null,
                    Tone.Bad
                ),
                .. Record(await list.Decided(now - Lately, ct), rows),
            ],
        };
    }

    private static IEnumerable<TodayFigure> Record(DecisionRecord? record, IReadOnlyList<RegistrationRow> rows)
    {
        if (record is null)
            yield break;
        var promise = rows.Count > 0 ? $"Promise {rows[0].Promise.TotalHours:0} h, kept" : "In time";
        yield return new("Median time to decision", Hours(record.Median), $"{promise} {Format.Percent(record.Kept)} in 90 days");
    }

    private static string Hours(TimeSpan time) => time.TotalHours < 1 ? $"{time.TotalMinutes:0} m" : $"{time.TotalHours:0} h";

    private static IReadOnlyList<TodayChip> Chips(FindingTally found)
    {
        var chips = new List<TodayChip>();
        if (found.Contested)
            chips.Add(new("Another claim", Tone.Bad, "conflict"));
        if (found.Blocks > 0)
            chips.Add(new(Format.Count(found.Blocks, "block"), Tone.Bad, "block"));
        if (found.Warnings > 0)
            chips.Add(new(Format.Count(found.Warnings, "warning"), Tone.Warn, "alert"));
        return chips.Count > 0 ? chips : [new($"{found.Passed} of {found.Passed} pass", Tone.Ok, "check")];
    }

    private static TodayRow Row(RegistrationRow r, string root) =>
        new(r.Company, $"{root}/{r.Number}")
        {
            Sub = r.Number,
            Clock = r.Due is { } due ? new(due, r.SubmittedAt) { Left = r.Left, Promise = r.Promise } : null,
            Severity = r.Left < TimeSpan.Zero ? Tone.Bad : Tone.Neutral,
            Partner = new(r.PartnerName, r.Partner.Value, r.Tier),
            Chips = r.Found is { } found ? Chips(found) : [],
            Value = r.Amount is { } amount ? Format.Money(amount) : null,
        };
}

/// <summary>A card of Today: claims for which the partner has the move, and until when.</summary>
internal sealed class AskedToday(RegistrationList list, Actor actor, Workspaces workspaces) : ITodayItem
{
    private const int Shown = 5;

    public async Task<TodaySection?> Section(DateTimeOffset now, CancellationToken ct)
    {
        if (!actor.May(Permissions.DecideRegistrations))
            return null;
        var root = $"/w/{(await workspaces.Get(actor.Workspace, ct)).Slug}/registrations";
        var (rows, total) = await list.Load(ListView.Asked, 1, ct, Shown);
        return total == 0
            ? null
            : new("asked", "With the partner", TodayPlace.Card, total, [.. rows.Select(r => Row(r, root))])
            {
                AllHref = root + "?view=asked",
            };
    }

    private static TodayRow Row(RegistrationRow r, string root) =>
        new(r.Company, $"{root}/{r.Number}")
        {
            Sub = r.Number,
            Partner = new(r.PartnerName, r.Partner.Value),
            Clock = r.StoppedSince is { } since ? new(since, r.SubmittedAt) { StoppedSince = since } : null,
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
                Figures =
                [
                    new(
                        "Protection ends in 14 days",
                        Format.Number(ending.Count),
                        Sum.Words(ending.Select(r => r.Amount)) is { } worth ? $"{worth} at stake" : null
                    ),
                ],
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

/// <summary>Amounts together, one sum per currency: <c>€567,500</c>.</summary>
internal static class Sum
{
    /// <summary>Null when there is none.</summary>
    public static string? Words(IEnumerable<Money?> amounts)
    {
        var sums = amounts
            .OfType<Money>()
            .GroupBy(m => m.Currency, StringComparer.Ordinal)
            .Select(g => new Money(g.Sum(m => m.Minor), g.Key))
            .OrderByDescending(m => m.Minor)
            .ToList();
        return sums.Count == 0 ? null : string.Join(" + ", sums.Select(Format.Money));
    }
}
